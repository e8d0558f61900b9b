using System.Buffers.Binary;
using System.Text;
using SurgeryBench.Models.PyTorch.Bytes;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Reads a pickle from front to back through a small window.</summary>
internal sealed class PickleReader(IByteSource source)
{
    private const int WindowBytes = 1 << 16;
    private readonly byte[] window = new byte[Math.Min(WindowBytes, source.Length)];
    private long windowStart;
    private int filled;
    private int next;

    /// <summary>Where the next byte lies.</summary>
    public long Position => windowStart + next;

    public long Remaining => source.Length - Position;

    public byte Byte() => Bytes(1)[0];

    /// <summary>Some bytes, at most a window; they stand until the next read.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > Remaining) throw Truncated(count);
        if (count > filled - next) Refill();
        next += count;
        return window.AsSpan(next - count, count);
    }

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    /// <summary>Passes over bytes and returns where they lie.</summary>
    public IByteSource Slice(long count)
    {
        if (count < 0 || count > Remaining) throw Truncated(count);
        var slice = new SlicedBytes(source, Position, count);
        if (count <= filled - next) next += (int)count;
        else (windowStart, filled, next) = (Position + count, 0, 0);
        return slice;
    }

    /// <summary>A line of ASCII without its end, as protocol 0 writes everything.</summary>
    public string Line(int limit)
    {
        var line = new StringBuilder();
        for (var letter = Byte(); letter != '\n'; letter = Byte())
        {
            if (line.Length == limit) throw new PyTorchFormatException($"a line of its pickle before byte {Position} is longer than {limit} bytes");
            line.Append((char)letter);
        }
        return line.ToString();
    }

    private void Refill()
    {
        (windowStart, next) = (Position, 0);
        filled = (int)Math.Min(window.Length, source.Length - windowStart);
        source.Read(windowStart, window.AsSpan(0, filled));
    }

    private PyTorchFormatException Truncated(long count) =>
        new($"its pickle is truncated or damaged: at byte {Position} it promises {count} bytes and {Remaining} follow");
}
