using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>Turns models into one vector each and back: floating-point tensors only, in ordinal order of their names.</summary>
/// <param name="anchor">The base, borrowed: it gives names, shapes and the integer buffers.</param>
internal sealed class FlatModel(Weights anchor)
{
    private readonly ImmutableArray<string> names = [.. anchor.Names.Where(name => anchor[name].is_floating_point())];

    /// <summary>The names in the order of the vector.</summary>
    public ImmutableArray<string> Names => names;

    /// <summary>τ = θt − θ0 as one vector.</summary>
    /// <returns>[D], owned by the caller's scope.</returns>
    public Tensor TaskVector(Weights expert)
    {
        using var scope = NewDisposeScope();
        return cat([.. names.Select(name => (expert[name] - anchor[name]).flatten())]).MoveToOuterDisposeScope();
    }

    /// <summary>The parts of a vector by tensor name, as views in the tensors' shapes.</summary>
    public IEnumerable<(string Name, Tensor Part)> Parts(Tensor vector)
    {
        long start = 0;
        foreach (var name in names)
        {
            var tensor = anchor[name];
            yield return (name, vector.narrow(0, start, tensor.numel()).view(tensor.shape));
            start += tensor.numel();
        }
    }

    /// <summary>θ0 + vector, as new weights.</summary>
    public Weights AddToBase(Tensor vector)
    {
        using var scope = NewDisposeScope();
        var parts = Parts(vector).ToDictionary(part => part.Name, part => part.Part);
        return anchor.Map((name, tensor) => parts.TryGetValue(name, out var part) ? tensor + part : tensor.clone());
    }
}
