using System.Collections.Immutable;

namespace SurgeryBench.Results.Comparison;

/// <summary>What two results folders have in common: a sweep done twice, on two machines, or with two numbers of threads.</summary>
/// <param name="Pairs">Runs that are in both.</param>
/// <param name="OnlyFirst">Runs of the first alone.</param>
/// <param name="OnlySecond">Runs of the second alone.</param>
public sealed record ResultsComparison(ImmutableArray<RunPair> Pairs, ImmutableArray<RunRecord> OnlyFirst, ImmutableArray<RunRecord> OnlySecond)
{
    /// <summary>Pairs runs by their keys.</summary>
    /// <param name="first">No key twice.</param>
    /// <param name="second">Likewise.</param>
    public static ResultsComparison Of(IReadOnlyList<RunRecord> first, IReadOnlyList<RunRecord> second)
    {
        var others = second.ToDictionary(run => run.Key);
        var keys = first.Select(run => run.Key).ToHashSet();
        return new(
            [.. first.Where(run => others.ContainsKey(run.Key)).Select(run => new RunPair(run, others[run.Key]))],
            [.. first.Where(run => !others.ContainsKey(run.Key))],
            [.. second.Where(run => !keys.Contains(run.Key))]);
    }

    /// <summary>The pairs that are further apart than allowed, the furthest first.</summary>
    /// <param name="images">
    /// How many images more or less a task may have right; null asks for the same in every bit of counts, biases and losses.
    /// </param>
    public ImmutableArray<RunPair> Differing(long? images) =>
        [.. Pairs.Where(pair => images is { } most ? !(pair.ImagesApart <= most) : !pair.IsSame).OrderByDescending(pair => pair.ImagesApart ?? long.MaxValue)];
}
