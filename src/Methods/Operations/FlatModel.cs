using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>Turns models into one vector each: floating-point tensors only, in ordinal order of their names.</summary>
/// <param name="anchor">The base, borrowed: it gives names and shapes.</param>
/// <param name="takes">Which of them take part; null for all.</param>
internal sealed class FlatModel(Weights anchor, Func<string, bool>? takes = null)
{
    /// <summary>The names in the order of the vector.</summary>
    public ImmutableArray<string> Names { get; } = [.. anchor.Names.Where(anchor.IsFloatingPoint).Where(takes ?? (_ => true))];

    /// <summary>How many entries of the vector each name has.</summary>
    public ImmutableArray<long> Lengths => [.. Names.Select(anchor.CountOf)];

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

    /// <summary>What the trim of TIES keeps of each expert's task vector, one vector at a time: see <see cref="TiesSteps.Threshold"/>.</summary>
    /// <param name="experts">Borrowed.</param>
    /// <param name="density">Share kept, in (0, 1).</param>
    public double[] Thresholds(ImmutableArray<Expert> experts, double density)
    {
        using Tensor vector = NewVector(), origin = VectorOf(anchor);
        return [.. experts.Select(expert =>
        {
            Write(expert.Weights, vector);
            return TiesSteps.Threshold(vector.sub_(origin), density);
        })];
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
