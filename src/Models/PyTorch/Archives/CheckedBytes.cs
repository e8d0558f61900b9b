using SurgeryBench.Core;
using SurgeryBench.Models.PyTorch.Bytes;

namespace SurgeryBench.Models.PyTorch.Archives;

/// <summary>A zip member's bytes, whose checksum is computed in front of the first read.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="open">Gives them from front to back.</param>
/// <param name="member">Says what to expect.</param>
internal sealed class CheckedBytes(IByteSource bytes, Func<Stream> open, ZipMember member) : IByteSource
{
    private const int ChunkBytes = 1 << 16;
    private bool isChecked;

    public long Length => bytes.Length;

    public long PassedBytes(long offset, long count) => bytes.PassedBytes(offset, count);

    public void Read(long offset, Span<byte> target)
    {
        if (!isChecked) Check();
        bytes.Read(offset, target);
    }

    private void Check()
    {
        using var stream = open();
        var chunk = new byte[Math.Min(ChunkBytes, Length)];
        uint crc = 0;
        try
        {
            for (var left = Length; left > 0; left -= chunk.Length)
            {
                var part = chunk.AsSpan(0, (int)Math.Min(left, chunk.Length));
                stream.ReadExactly(part);
                crc = Crc32.Append(crc, part);
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            throw member.Fault("does not inflate to what it should hold");
        }
        if (crc != member.Crc) throw member.Fault("does not have the checksum that the zip states; it is damaged");
        isChecked = true;
    }
}
