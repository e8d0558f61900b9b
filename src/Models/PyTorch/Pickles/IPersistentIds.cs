namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Finds what a pickle names by an identifier of its own instead of writing it out: torch's storages.</summary>
internal interface IPersistentIds
{
    /// <exception cref="PyTorchFormatException">There is no such thing.</exception>
    object Find(object? id);
}
