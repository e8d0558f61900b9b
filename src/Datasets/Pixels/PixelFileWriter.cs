using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Datasets.Pixels;

/// <summary>Writes a pixel file, images in any order and from several threads. Left unfinished, the file is deleted.</summary>
internal sealed class PixelFileWriter : IDisposable
{
    private readonly DraftFile draft;
    private readonly SafeFileHandle file;
    private readonly string path;
    private readonly PixelLayout layout;
    private readonly byte[] hashes;

    internal PixelFileWriter(string path, PixelLayout layout)
    {
        (this.path, this.layout) = (path, layout);
        hashes = new byte[layout.Count * PixelLayout.HashBytes];
        draft = new DraftFile(path, layout.EndAt + layout.TableBytes);
        file = draft.Stream.SafeFileHandle;
    }

    /// <summary>Writes one image.</summary>
    /// <param name="image">Its place in the file.</param>
    /// <param name="planes">Its red, green and blue planes.</param>
    internal void Write(int image, ReadOnlySpan<byte> planes)
    {
        PixelHash.Of(planes).CopyTo(hashes.AsSpan(image * PixelLayout.HashBytes));
        Write(planes, layout.At(image));
    }

    /// <summary>Closes the gaps of images that were not written, writes labels and header, and gives the file its name.</summary>
    /// <param name="labels">One for each place.</param>
    /// <param name="damaged">What is wrong with the image of a place that was not written.</param>
    internal void Finish(ImmutableArray<int> labels, IReadOnlyDictionary<int, string> damaged)
    {
        var whole = Enumerable.Range(0, labels.Length).Where(image => !damaged.ContainsKey(image)).ToArray();
        if (damaged.Count > 0) CloseGaps(whole);
        var kept = layout with { Count = whole.Length };
        byte[] end = [
            .. MemoryMarshal.AsBytes<int>(whole.Select(image => labels[image]).ToArray()),
            .. hashes.AsSpan(0, whole.Length * PixelLayout.HashBytes),
            .. Encoding.UTF8.GetBytes(string.Join('\n', damaged.OrderBy(pair => pair.Key).Select(pair => pair.Value)))];
        Write(end, kept.EndAt);
        UnwritableException.Guard(path, () => RandomAccess.SetLength(file, kept.EndAt + end.Length));
        Write(Header(kept, end), 0);
        draft.Replace();
    }

    /// <inheritdoc/>
    public void Dispose() => draft.Dispose();

    private void Write(ReadOnlySpan<byte> bytes, long at)
    {
        try
        {
            RandomAccess.Write(file, bytes, at);
        }
        catch (Exception fault) when (UnwritableException.IsOfTheDisk(fault))
        {
            throw UnwritableException.Of(path, fault);
        }
    }

    private void CloseGaps(int[] whole)
    {
        var planes = new byte[layout.ImageBytes];
        for (var to = 0; to < whole.Length; to++)
        {
            if (whole[to] == to) continue;
            if (RandomAccess.Read(file, planes, layout.At(whole[to])) != planes.Length) throw new IOException($"'{draft.Stream.Name}' is shorter than what was written to it.");
            Write(to, planes);
        }
    }

    private static byte[] Header(PixelLayout layout, byte[] end)
    {
        var header = new byte[PixelLayout.HeaderBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(header, PixelLayout.Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), PixelLayout.Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), layout.Side);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), layout.Count);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), end.Length);
        PixelHash.Of(header, end).CopyTo(header, PixelLayout.HashAt);
        return header;
    }
}
