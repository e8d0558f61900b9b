namespace SurgeryBench.Models.PyTorch.Bytes;

/// <summary>The bytes that a UTF-8 text stands for when each of its characters is one byte, as pickle protocol 2 writes them.</summary>
/// <remarks>Characters take one or two bytes, so reading goes from the front; the text is never held.</remarks>
internal sealed class Latin1Bytes : IByteSource
{
    private const int ChunkBytes = 1 << 16;
    private readonly IByteSource text;

    /// <exception cref="PyTorchFormatException">A character is no byte.</exception>
    public Latin1Bytes(IByteSource text)
    {
        this.text = text;
        Length = Decode(long.MaxValue, []);
    }

    public long Length { get; }

    public long PassedBytes(long offset, long count) => offset + count;

    public void Read(long offset, Span<byte> target)
    {
        if (target.IsEmpty) return;
        if (Decode(offset, target) - offset < target.Length) throw new PyTorchFormatException($"{target.Length} bytes at {offset} lie outside the {Length} that there are");
    }

    /// <summary>Decodes until the target is full, or to the end.</summary>
    /// <returns>How many bytes came out, those in front of the target included.</returns>
    private long Decode(long skip, Span<byte> target)
    {
        var chunk = new byte[Math.Min(ChunkBytes, text.Length)];
        long decoded = 0;
        byte lead = 0;
        for (long at = 0; at < text.Length && (target.IsEmpty || decoded - skip < target.Length); at += chunk.Length)
        {
            var part = chunk.AsSpan(0, (int)Math.Min(chunk.Length, text.Length - at));
            text.Read(at, part);
            foreach (var value in part)
            {
                if (lead == 0 && value is 0xC2 or 0xC3) lead = value;
                else
                {
                    var byteValue = Join(lead, value);
                    if (decoded >= skip && decoded - skip < target.Length) target[(int)(decoded - skip)] = byteValue;
                    decoded++;
                    lead = 0;
                }
            }
        }
        if (lead != 0 && target.IsEmpty) throw new PyTorchFormatException("a text that should stand for bytes ends within a character");
        return decoded;
    }

    private static byte Join(byte lead, byte value)
    {
        var continues = (value & 0xC0) == 0x80;
        if (lead == 0 ? value >= 0x80 : !continues) throw new PyTorchFormatException("a text that should stand for bytes holds other characters");
        return lead == 0xC3 ? (byte)(value + 0x40) : value;
    }
}
