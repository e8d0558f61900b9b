using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>One tensor of a layout, and how it is made from those of another.</summary>
public sealed class ConvertedTensor
{
    private readonly ImmutableArray<TensorSlice> slices;
    private readonly bool isTransposed;

    /// <param name="target">The tensor to make.</param>
    /// <param name="slices">Where its parts lie, in its order.</param>
    internal ConvertedTensor(LaidOutTensor target, ImmutableArray<TensorSlice> slices)
    {
        (Target, this.slices) = (target, slices);
        isTransposed = target.IsTransposed != slices[0].Source.IsTransposed;
        Sources = [.. slices.Select(slice => slice.Source.Name).Distinct()];
    }

    /// <summary>The tensor to make.</summary>
    public LaidOutTensor Target { get; }

    /// <summary>Its name.</summary>
    public string Name => Target.Name;

    /// <summary>Its shape.</summary>
    public ImmutableArray<long> Shape => Target.Shape;

    /// <summary>The names of the tensors it is made from, in the order in which <see cref="Make"/> wants them.</summary>
    public ImmutableArray<string> Sources { get; }

    /// <summary>Makes it, bit for bit, of the sources' own element type.</summary>
    /// <param name="sources">The tensors of <see cref="Sources"/>, borrowed.</param>
    /// <returns>A contiguous tensor that shares no memory, owned by the caller.</returns>
    public Tensor Make(IReadOnlyList<Tensor> sources)
    {
        using var scope = NewDisposeScope();
        Tensor[] parts = [.. slices.Select(slice => slice.Of(sources[Sources.IndexOf(slice.Source.Name)].detach()))];
        var whole = parts.Length == 1 ? parts[0] : cat(parts);
        return (isTransposed ? whole.t() : whole).contiguous().clone().MoveToOuterDisposeScope();
    }
}
