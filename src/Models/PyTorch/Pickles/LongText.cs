using SurgeryBench.Models.PyTorch.Bytes;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>A text too long to be a name, left where it lies: protocol 2 writes whole storages as text.</summary>
internal sealed record LongText(IByteSource Utf8);
