using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>What a model consists of, for writing it down. All of it is borrowed from the model.</summary>
/// <param name="Encoder">The one set of weights.</param>
/// <param name="Corrections">Tensors of what is computed beside it, by name; empty if nothing is.</param>
public sealed record ModelParts(Weights Encoder, ImmutableSortedDictionary<string, Tensor> Corrections);
