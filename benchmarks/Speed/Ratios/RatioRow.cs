using System.Collections.Immutable;
using System.Globalization;

namespace SurgeryBench.Speed.Ratios;

/// <summary>What several rounds of a comparison gave.</summary>
/// <param name="Name">The comparison's.</param>
/// <param name="Rounds">Both sides' outcomes of each round.</param>
internal sealed record RatioRow(string Name, ImmutableArray<(Outcome Ours, Outcome Theirs)> Rounds)
{
    private const double Mebibyte = 1 << 20;

    /// <summary>The head of the table.</summary>
    public static string Heading =>
        "| work | here, s | PyTorch, s | ratio | least to most | here, MiB | PyTorch, MiB |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |";

    /// <summary>How many times as long the other side took, round by round, ascending.</summary>
    private double[] Ratios => [.. Rounds.Select(round => round.Theirs.Seconds / round.Ours.Seconds).Order()];

    /// <summary>The row as Markdown: medians.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"| {Name} | {Median(round => round.Ours.Seconds):F2} | {Median(round => round.Theirs.Seconds):F2} | {Median(round => round.Theirs.Seconds / round.Ours.Seconds):F2} | {Ratios[0]:F2} to {Ratios[^1]:F2} | {Median(round => round.Ours.PeakBytes) / Mebibyte:F0} | {Median(round => round.Theirs.PeakBytes) / Mebibyte:F0} |");

    private double Median(Func<(Outcome Ours, Outcome Theirs), double> value)
    {
        var sorted = Rounds.Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
