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

    /// <summary>A model as one vector.</summary>
    /// <returns>[D], owned by the caller's scope.</returns>
    public Tensor VectorOf(Weights model)
    {
        var vector = NewVector();
        Write(model, vector);
        return vector;
    }

    /// <summary>Room for a vector, of a type fine enough to subtract in.</summary>
    /// <returns>[D], not initialised, owned by the caller's scope.</returns>
    public Tensor NewVector()
    {
        // Halves are too coarse to subtract in.
        var type = Names.Any(name => anchor.TypeOf(name) == ScalarType.Float64) ? ScalarType.Float64 : ScalarType.Float32;
        return empty(Lengths.Sum(), type, anchor.Device);
    }

    /// <summary>Writes a model into a vector, which several models can use in turn.</summary>
    public void Write(Weights model, Tensor vector)
    {
        long start = 0;
        foreach (var name in Names)
        {
            using var scope = NewDisposeScope();
            var tensor = model.Take(name).flatten();
            vector.narrow(0, start, tensor.numel()).copy_(tensor);
            start += tensor.numel();
        }
    }
}
