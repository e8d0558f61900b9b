using System.Collections.Concurrent;
using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Imaging;

namespace SurgeryBench.Datasets.Folder;

/// <summary>Decodes all images of a split, several at once.</summary>
internal static class SplitReader
{
    /// <summary>Largest share of damaged images that is only reported.</summary>
    internal const double DamagedShare = 0.001;

    private const int Named = 5;

    /// <summary>Reads a split; damaged images are left out and named in the order of the split.</summary>
    /// <exception cref="BadInputException">Too many are damaged.</exception>
    internal static (ImageSplit Images, ImmutableArray<string> Damaged) Read(SplitListing split, int side)
    {
        var bytes = 3 * side * side;
        var pixels = new byte[(long)split.Entries.Length * bytes];
        var faults = new ConcurrentDictionary<int, string>();
        Parallel.For(0, split.Entries.Length, split.Source.Open, (i, _, reader) =>
        {
            try
            {
                var image = ImageDecoder.Decode(reader.Read(split.Entries[i]));
                BicubicResizer<SingleWeighing, float>.Resize(image.Pixels, image.Width, pixels.AsSpan(i * bytes, bytes), side);
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException)
            {
                faults[i] = $"'{split.Entries[i].Name}' in '{split.Source.Path}' {fault.Message}";
            }
            return reader;
        }, reader => reader.Dispose());
        ImmutableArray<string> damaged = [.. faults.OrderBy(fault => fault.Key).Select(fault => fault.Value)];
        RefuseTooMany(damaged, split);
        return (Whole(split, pixels, faults, side), damaged);
    }

    private static void RefuseTooMany(ImmutableArray<string> damaged, SplitListing split)
    {
        if (damaged.Length <= DamagedShare * split.Entries.Length) return;
        var rest = damaged.Length > Named ? $"; and {damaged.Length - Named} more" : "";
        throw new BadInputException(
            $"{damaged.Length} of {split.Entries.Length} images in '{split.Source.Path}' are damaged, more than 0.1 %: {string.Join("; ", damaged.Take(Named))}{rest}.");
    }

    private static ImageSplit Whole(SplitListing split, byte[] pixels, ConcurrentDictionary<int, string> faults, int side)
    {
        if (faults.IsEmpty) return new ImageSplit(pixels, [.. split.Entries.Select(entry => entry.Label)], side);
        var bytes = 3 * side * side;
        var whole = Enumerable.Range(0, split.Entries.Length).Where(i => !faults.ContainsKey(i)).ToArray();
        return new ImageSplit([.. whole.SelectMany(i => pixels.AsSpan(i * bytes, bytes).ToArray())], [.. whole.Select(i => split.Entries[i].Label)], side);
    }
}
