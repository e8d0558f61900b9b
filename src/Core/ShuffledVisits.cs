namespace SurgeryBench.Core;

/// <summary>
/// The reference code's order: every visit shuffles the task's images anew and takes the first batches, so that images are distinct
/// within a visit and independent between visits.
/// </summary>
/// <param name="seed">Where the shuffles come from.</param>
public sealed class ShuffledVisits(Seed seed) : IBatchSampler
{
    /// <inheritdoc/>
    /// <remarks>A set with fewer images than a visit wants gives what it has, in as many batches as that fills.</remarks>
    public IReadOnlyList<long[]> Draw(string task, int visit, int batches, int size, int count)
    {
        var random = seed.For($"{task}/{visit}").Random();
        var drawn = FirstOfShuffle(random, Math.Min(batches * size, count), count);
        return [.. drawn.Chunk(size).Take(batches)];
    }

    // Fisher-Yates stopped early: only the entries that moved are kept.
    private static long[] FirstOfShuffle(Random random, int take, int count)
    {
        var moved = new Dictionary<int, long>();
        var result = new long[take];
        for (var i = 0; i < take; i++)
        {
            var j = random.Next(i, count);
            result[i] = moved.GetValueOrDefault(j, j);
            moved[j] = moved.GetValueOrDefault(i, i);
        }
        return result;
    }
}
