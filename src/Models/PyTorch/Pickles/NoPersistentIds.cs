namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>For pickles that stand alone.</summary>
internal sealed class NoPersistentIds : IPersistentIds
{
    public object Find(object? id) => throw new PyTorchFormatException("its pickle names a storage outside itself, and a plain pickle has none");
}
