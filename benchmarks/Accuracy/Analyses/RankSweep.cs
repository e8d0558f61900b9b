using System.Collections.Immutable;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Accuracy by the rank of the repairs' modules.</summary>
internal sealed record RankSweep : SettingSweep
{
    /// <inheritdoc/>
    public override string Name => "rank";

    /// <inheritdoc/>
    public override string Description => "accuracy by the rank of the repairs' modules";

    /// <summary>The ranks, each above 0; default powers of 2 up to 64.</summary>
    public ImmutableArray<int> Values { get; init => field = SweptValues.Positive(value); } = [2, 4, 8, 16, 32, 64];

    private protected override string Field => nameof(SurgeryRepair.Rank);

    private protected override IEnumerable<string> Texts => SweptValues.Texts(Values);

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject) => new(
        $"Accuracy by rank on {subject}",
        MethodPanels.Of(rows, new Axis("rank of every module (log scale)") { IsLogarithmic = true, IsMarkedAtValues = true }, Axis.Of(Metrics.Accuracy, "mean over tasks"), row => row.Along(Metrics.Accuracy)));
}
