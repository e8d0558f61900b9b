namespace SurgeryBench.Models.PyTorch.Bytes;

/// <summary>Bytes that lie somewhere and are read when asked for.</summary>
internal interface IByteSource
{
    /// <summary>How many there are.</summary>
    long Length { get; }

    /// <summary>Fills the target with the bytes from an offset on.</summary>
    /// <exception cref="PyTorchFormatException">There are fewer.</exception>
    void Read(long offset, Span<byte> target);
}
