using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Checkpoints;

/// <summary>What a checkpoint says of one tensor.</summary>
/// <param name="Name">Its name; empty where the file is one bare tensor.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="ByteCount">How many bytes it takes once read.</param>
public sealed record TensorEntry(string Name, ScalarType Type, ImmutableArray<long> Shape, long ByteCount);
