namespace SurgeryBench.Models.PyTorch.Bytes;

/// <summary>Bytes that lie somewhere and are read when asked for.</summary>
internal interface IByteSource
{
    /// <summary>How many there are.</summary>
    long Length { get; }

    /// <summary>Fills the target with the bytes from an offset on.</summary>
    /// <exception cref="PyTorchFormatException">There are fewer.</exception>
    void Read(long offset, Span<byte> target);

    /// <summary>How many bytes have to be gone through to read some: more than are read where there is no way but from the front.</summary>
    long PassedBytes(long offset, long count) => count;
}
