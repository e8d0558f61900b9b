using System.Globalization;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Corruptions;

/// <summary>Images made worse: as many, of the same classes, each by a draw of its own.</summary>
public static class CorruptedSplit
{
    /// <summary>Corrupts every image of a split.</summary>
    /// <param name="split">Borrowed, and left as it is.</param>
    /// <param name="corruption">One of <see cref="CorruptionCatalog.Names"/>.</param>
    /// <param name="severity">1 to <see cref="CorruptionCatalog.MostSevere"/>.</param>
    /// <param name="seed">Where what is left to chance comes from.</param>
    /// <returns>Owned by the caller.</returns>
    public static ImageSplit Of(ImageSplit split, string corruption, int severity, Seed seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(severity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(severity, CorruptionCatalog.MostSevere);
        var (how, size) = (CorruptionCatalog.All.Single(entry => entry.Name == corruption), 3 * split.Side * split.Side);
        var bytes = new byte[(long)split.Count * size];
        for (var index = 0; index < split.Count; index++)
        {
            using var one = split.Pixels[index];
            float[] image = [.. one.data<byte>().Select(value => value / 255f)];
            how.Apply(image, split.Side, severity, new Dice(seed.For(index.ToString(CultureInfo.InvariantCulture)).Random()));
            for (var value = 0; value < size; value++) bytes[((long)index * size) + value] = Byte(image[value]);
        }
        return new ImageSplit(bytes, split.Labels, split.Side);
    }

    /// <summary>A value from 0 to 1 as a byte; what lies outside is clipped.</summary>
    internal static byte Byte(float value) => (byte)Math.Clamp(MathF.Round(255 * value), 0, 255);
}
