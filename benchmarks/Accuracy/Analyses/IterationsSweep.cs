using System.Collections.Immutable;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Accuracy against the time it takes to repair, by the number of iterations; repairs that are solved in closed form are one point each.</summary>
internal sealed record IterationsSweep : SettingSweep
{
    /// <inheritdoc/>
    public override string Name => "iterations";

    /// <inheritdoc/>
    public override string Description => "accuracy against seconds of every repair, by its number of iterations; closed forms are points";

    /// <summary>The numbers of iterations, each above 0; default 10 to 1000, a factor of about 3 apart.</summary>
    public ImmutableArray<int> Values { get; init => field = SweptValues.Positive(value); } = [10, 30, 100, 300, 1000];

    private protected override string Field => nameof(SurgeryRepair.Iterations);

    private protected override IEnumerable<string> Texts => SweptValues.Texts(Values);

    private protected override bool KeepsRepairsWithoutField => true;

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject) => new(
        $"Accuracy by seconds of training on {subject}",
        MethodPanels.Of(rows, Axis.Of(Metrics.Seconds, "merge and repair; log scale") with { IsLogarithmic = true }, Axis.Of(Metrics.Accuracy, "mean over tasks"), row => row.Against(Metrics.Seconds, Metrics.Accuracy)));
}
