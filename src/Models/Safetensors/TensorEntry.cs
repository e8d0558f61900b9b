using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Safetensors;

/// <summary>What a safetensors header says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Offset">Where its bytes begin, counted from the end of the header.</param>
/// <param name="Length">How many bytes it has.</param>
public sealed record TensorEntry(string Name, ScalarType Type, ImmutableArray<long> Shape, long Offset, long Length);
