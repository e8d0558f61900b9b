using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using static TorchSharp.torch;

namespace SurgeryBench.Datasets.Pixels;

/// <summary>A pixel file that was found whole: every byte of it was checked.</summary>
/// <param name="Path">The file.</param>
/// <param name="Layout">Side and number of its images.</param>
/// <param name="Labels">Class of each image.</param>
/// <param name="Damaged">A line for each image that could not be decoded and is not in the file.</param>
internal sealed record PixelFile(string Path, PixelLayout Layout, ImmutableArray<int> Labels, ImmutableArray<string> Damaged)
{
    private const int MostText = 1 << 24;

    /// <summary>Opens and checks a file; null if it is not there, cut off, damaged or of another version or side.</summary>
    internal static PixelFile? Open(string path, int side)
    {
        if (!File.Exists(path)) return null;
        using var file = File.OpenHandle(path);
        var header = new byte[PixelLayout.HeaderBytes];
        if (RandomAccess.Read(file, header, 0) != header.Length || !IsOurs(header, side)) return null;
        var layout = new PixelLayout(side, BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16)));
        var endBytes = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(24));
        if (layout.Count is < 0 or > int.MaxValue / 16 || endBytes < layout.TableBytes || endBytes > layout.TableBytes + MostText) return null;
        if (RandomAccess.GetLength(file) != layout.EndAt + endBytes) return null;
        var end = new byte[endBytes];
        if (RandomAccess.Read(file, end, layout.EndAt) != end.Length || !header.AsSpan(PixelLayout.HashAt).SequenceEqual(PixelHash.Of(header, end))) return null;
        return ImagesAreWhole(file, layout, end) ? Parsed(path, layout, end) : null;
    }

    /// <summary>The images, mapped and not copied, as a split owned by the caller.</summary>
    internal ImageSplit Map()
    {
        using var scope = NewDisposeScope();
        var bytes = Layout.Count * Layout.ImageBytes;
        var file = from_file(Path, false, Layout.EndAt, ScalarType.Byte);
        return ImageSplit.Over(file.narrow(0, PixelLayout.HeaderBytes, bytes).view(Layout.Count, 3, Layout.Side, Layout.Side).DetachFromDisposeScope(), Labels);
    }

    private static bool IsOurs(ReadOnlySpan<byte> header, int side) =>
        BinaryPrimitives.ReadUInt64LittleEndian(header) == PixelLayout.Magic
        && BinaryPrimitives.ReadInt32LittleEndian(header[8..]) == PixelLayout.Version
        && BinaryPrimitives.ReadInt32LittleEndian(header[12..]) == side;

    private static bool ImagesAreWhole(SafeFileHandle file, PixelLayout layout, byte[] end) =>
        Parallel.For(0, (int)layout.Count, () => new byte[layout.ImageBytes], (image, state, planes) =>
        {
            var expected = end.AsSpan((int)((layout.Count * PixelLayout.LabelBytes) + (image * PixelLayout.HashBytes)), PixelLayout.HashBytes);
            if (RandomAccess.Read(file, planes, layout.At(image)) != planes.Length || !PixelHash.Of(planes).SequenceEqual(expected)) state.Stop();
            return planes;
        }, _ => { }).IsCompleted;

    private static PixelFile Parsed(string path, PixelLayout layout, byte[] end)
    {
        var labels = MemoryMarshal.Cast<byte, int>(end.AsSpan(0, (int)(layout.Count * PixelLayout.LabelBytes)));
        var text = Encoding.UTF8.GetString(end.AsSpan((int)layout.TableBytes));
        return new PixelFile(path, layout, [.. labels], text.Length == 0 ? [] : [.. text.Split('\n')]);
    }
}
