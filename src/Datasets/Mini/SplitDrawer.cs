using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini;

/// <summary>Draws many images at once. Every image has a seed of its own, so the bytes do not depend on the number of workers.</summary>
internal static class SplitDrawer
{
    /// <summary>Draws a split whose classes come round in turn.</summary>
    internal static ImageSplit Draw(IImagePainter painter, Seed seed, int count, int workers = -1)
    {
        const int Bytes = 3 * Camera.Plane;
        ImmutableArray<int> labels = [.. Enumerable.Range(0, count).Select(i => i % painter.Classes.Length)];
        var pixels = new byte[(long)count * Bytes];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = workers }, () => new Easel(), (i, _, easel) =>
        {
            easel.Draw(painter, labels[i], seed.For(i.ToString(CultureInfo.InvariantCulture)), pixels.AsSpan(i * Bytes, Bytes));
            return easel;
        }, easel => easel.Dispose());
        return new ImageSplit(pixels, labels, Camera.Side);
    }
}
