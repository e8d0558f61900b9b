using SurgeryBench.Models.Checkpoints;

namespace SurgeryBench.Models.Safetensors;

/// <summary>What a safetensors header says of one tensor.</summary>
/// <param name="Entry">The tensor.</param>
/// <param name="Offset">Where its bytes begin, counted from the end of the header.</param>
internal sealed record PlacedTensor(TensorEntry Entry, long Offset);
