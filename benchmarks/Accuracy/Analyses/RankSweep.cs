using System.Collections.Immutable;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Accuracy by the rank of the repairs' modules, and by what they store.</summary>
internal sealed record RankSweep : SettingSweep
{
    /// <inheritdoc/>
    public override string Name => "rank";

    /// <inheritdoc/>
    public override string Description => "accuracy by the rank of the repairs' modules, and by the numbers that it stores";

    /// <summary>The ranks, each above 0; default powers of 2 up to 64.</summary>
    public ImmutableArray<int> Values { get; init => field = SweptValues.Positive(value); } = [2, 4, 8, 16, 32, 64];

    private protected override string Field => nameof(SurgeryRepair.Rank);

    private protected override IEnumerable<string> Texts => SweptValues.Texts(Values);

    /// <inheritdoc/>
    /// <remarks>Beside accuracy by rank stands accuracy by what that rank stores: equal ranks of two repairs are of different size.</remarks>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject)
    {
        var accuracy = Axis.Of(Metrics.Accuracy, "mean over tasks");
        var byRank = MethodPanels.Of(rows, new Axis("rank of every module (log scale)") { IsLogarithmic = true, IsMarkedAtValues = true }, accuracy, row => row.Along(Metrics.Accuracy));
        var bySize = MethodPanels.Of(rows, Axis.Of(Metrics.ExtraParameters, "all tasks; log scale") with { IsLogarithmic = true }, accuracy, row => row.Against(Metrics.ExtraParameters, Metrics.Accuracy));
        return new Chart($"Accuracy by rank, and by what is stored, on {subject}", [.. byRank.Zip(bySize, (rank, size) => new[] { rank, size }).SelectMany(pair => pair)]) { Columns = 2 };
    }
}
