using SurgeryBench.Models.PyTorch.Bytes;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>A Python bytes value, left where it lies.</summary>
internal sealed record PickleBytes(IByteSource Source);
