using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>A tensor that lies in a file until somebody asks for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Read">Reads it: a new tensor of that shape and type, owned by the caller. Safe for several threads.</param>
public sealed record StoredTensor(string Name, ImmutableArray<long> Shape, ScalarType Type, Func<Tensor> Read);
