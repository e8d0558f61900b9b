using System.IO.Compression;

namespace SurgeryBench.Models.PyTorch.Bytes;

/// <summary>Deflated bytes, inflated from the front whenever some are asked for; nothing of them is held.</summary>
/// <param name="packed">The deflated bytes.</param>
/// <param name="length">How many bytes they should give.</param>
internal sealed class InflatedBytes(IByteSource packed, long length) : IByteSource
{
    private const int ChunkBytes = 1 << 16;

    public long Length => length;

    /// <summary>The bytes from front to back.</summary>
    public Stream Open() => new DeflateStream(new SourceStream(packed), CompressionMode.Decompress);

    public long PassedBytes(long offset, long count) => offset + count;

    public void Read(long offset, Span<byte> target)
    {
        try
        {
            using var stream = Open();
            var skipped = new byte[ChunkBytes];
            for (var left = offset; left > 0; left -= Math.Min(left, ChunkBytes)) stream.ReadExactly(skipped, 0, (int)Math.Min(left, ChunkBytes));
            stream.ReadExactly(target);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            throw new PyTorchFormatException("a compressed part of it does not inflate to what it should hold");
        }
    }
}
