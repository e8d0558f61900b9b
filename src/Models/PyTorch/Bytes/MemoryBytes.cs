namespace SurgeryBench.Models.PyTorch.Bytes;

/// <summary>Bytes in memory.</summary>
internal sealed class MemoryBytes(byte[] bytes) : IByteSource
{
    public long Length => bytes.Length;

    public void Read(long offset, Span<byte> target) => bytes.AsSpan((int)offset, target.Length).CopyTo(target);
}
