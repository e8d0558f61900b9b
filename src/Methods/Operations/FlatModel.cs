using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>Turns models into one vector each: floating-point tensors only, in ordinal order of their names.</summary>
/// <param name="anchor">The base, borrowed: it gives names and shapes.</param>
internal sealed class FlatModel(Weights anchor)
{
    /// <summary>The names in the order of the vector.</summary>
    public ImmutableArray<string> Names { get; } = [.. anchor.Names.Where(anchor.IsFloatingPoint)];

    /// <summary>How many entries of the vector each name has.</summary>
    public ImmutableArray<long> Lengths => [.. Names.Select(name => anchor.ShapeOf(name).Aggregate(1L, (product, size) => product * size))];

    /// <summary>τ = θt − θ0 as one vector.</summary>
    /// <returns>[D], owned by the caller's scope.</returns>
    public Tensor TaskVector(Weights expert)
    {
        // Halves are too coarse to subtract in.
        var type = Names.Any(name => anchor.TypeOf(name) == ScalarType.Float64) ? ScalarType.Float64 : ScalarType.Float32;
        var vector = empty(Lengths.Sum(), type, anchor.Device);
        long start = 0;
        foreach (var name in Names)
        {
            using var scope = NewDisposeScope();
            var difference = (expert.Take(name) - anchor.Take(name)).flatten();
            vector.narrow(0, start, difference.numel()).copy_(difference);
            start += difference.numel();
        }
        return vector;
    }
}
