using SurgeryBench.Models.PyTorch.Bytes;

namespace SurgeryBench.Models.PyTorch.Tensors;

/// <summary>The bytes of one storage. The legacy format says where they lie only after all tensors are described.</summary>
/// <param name="length">How many bytes it must have.</param>
internal sealed class StorageBlock(long length)
{
    private IByteSource? bytes;

    public long Length => length;

    /// <exception cref="PyTorchFormatException">Nothing was placed.</exception>
    public IByteSource Bytes => bytes ?? throw new PyTorchFormatException("it describes a storage whose bytes it does not hold");

    /// <exception cref="PyTorchFormatException">The length is another.</exception>
    public StorageBlock Place(IByteSource source)
    {
        if (source.Length != length) throw new PyTorchFormatException($"it describes a storage of {length} bytes and holds {source.Length} for it");
        bytes = source;
        return this;
    }
}
