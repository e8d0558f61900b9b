namespace SurgeryBench.Models.PyTorch.Tensors;

/// <summary>A storage as a tensor sees it: a block, or a part of one.</summary>
/// <param name="Type">Its elements.</param>
/// <param name="Block">Its bytes.</param>
/// <param name="Start">Where it begins, in bytes.</param>
/// <param name="Length">Its size, in bytes.</param>
internal sealed record StorageRange(StorageType Type, StorageBlock Block, long Start, long Length)
{
    /// <summary>The number of bytes that a number of elements takes.</summary>
    /// <exception cref="PyTorchFormatException">It is negative, or more than any file has.</exception>
    public static long BytesOf(StorageType type, long elements) => elements >= 0 && elements <= long.MaxValue / type.Size
        ? elements * type.Size
        : throw new PyTorchFormatException($"it describes a storage of {elements} elements");
}
