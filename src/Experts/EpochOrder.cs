using SurgeryBench.Core;

namespace SurgeryBench.Experts;

/// <summary>An endless stream of image indices: every image once in each epoch, shuffled anew.</summary>
/// <param name="count">Number of images.</param>
/// <param name="seed">Where the shuffles come from.</param>
internal sealed class EpochOrder(int count, Seed seed)
{
    private long[] order = [];
    private int position, epoch;

    /// <summary>The next indices.</summary>
    public long[] Next(int size)
    {
        var batch = new long[size];
        for (var i = 0; i < size; i++) batch[i] = Next();
        return batch;
    }

    private long Next()
    {
        if (position == order.Length)
        {
            order = [.. Enumerable.Range(0, count).Select(index => (long)index)];
            seed.For($"{epoch++}").Random().Shuffle(order);
            position = 0;
        }
        return order[position++];
    }
}
