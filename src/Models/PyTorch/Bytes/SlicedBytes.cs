namespace SurgeryBench.Models.PyTorch.Bytes;

/// <summary>A range of other bytes.</summary>
internal sealed class SlicedBytes : IByteSource
{
    private readonly IByteSource whole;
    private readonly long start;

    /// <exception cref="PyTorchFormatException">The range does not lie within.</exception>
    public SlicedBytes(IByteSource whole, long start, long length)
    {
        if (start < 0 || length < 0 || start > whole.Length || length > whole.Length - start)
            throw new PyTorchFormatException($"it has {length} bytes at {start} where only {whole.Length} bytes are; it is truncated or damaged");
        (this.whole, this.start, Length) = (whole, start, length);
    }

    public long Length { get; }

    public long PassedBytes(long offset, long count) => whole.PassedBytes(start + offset, count);

    public void Read(long offset, Span<byte> target)
    {
        if (offset < 0 || offset > Length - target.Length) throw new PyTorchFormatException($"{target.Length} bytes at {offset} lie outside the {Length} that there are");
        whole.Read(start + offset, target);
    }
}
