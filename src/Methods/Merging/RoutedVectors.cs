using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>The task vectors of the perceptrons of all blocks, [T, numel] by name, and what it takes to store them. Owns the tensors.</summary>
internal sealed class RoutedVectors : IDisposable
{
    private readonly ImmutableDictionary<string, Tensor> vectors;

    private RoutedVectors(ImmutableDictionary<string, Tensor> vectors, long stored) => (this.vectors, Stored) = (vectors, stored);

    /// <summary>32-bit numbers to store: all entries, or the kept ones and a bit an entry that says where they are.</summary>
    public long Stored { get; }

    /// <summary>Multiply-adds of summing them for one image: one an entry, zero or not.</summary>
    public long MultiplyAdds => vectors.Values.Sum(vector => vector.numel());

    /// <summary>The task vectors of a tensor, [T, numel].</summary>
    public Tensor this[string name] => vectors[name];

    /// <summary>Forms them, a tensor after the other.</summary>
    /// <param name="input">Base and experts.</param>
    /// <param name="density">Share of each task vector's entries, by magnitude, that stay; null for all.</param>
    public static RoutedVectors Of(MergeInput input, double? density)
    {
        using var scope = NewDisposeScope();
        var names = input.Backbone.LinearLayers.Where(IsRouted).SelectMany(layer => new[] { layer.WeightName, layer.BiasName });
        var vectors = names.ToImmutableDictionary(name => name, name => VectorsOf(name, input, density).DetachFromDisposeScope());
        var entries = vectors.Values.Sum(vector => vector.numel());
        return new RoutedVectors(vectors, density is null ? entries : vectors.Values.Sum(vector => vector.count_nonzero().item<long>()) + (entries / PerTaskModel.MaskBits));
    }

    /// <summary>Whether a layer is one of a perceptron.</summary>
    public static bool IsRouted(LinearLayer layer) => layer.Role is LinearRole.Expand or LinearRole.Contract;

    /// <summary>Whether a tensor is routed.</summary>
    public bool Contains(string name) => vectors.ContainsKey(name);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var vector in vectors.Values) vector.Dispose();
    }

    private static Tensor VectorsOf(string name, MergeInput input, double? density)
    {
        using var scope = NewDisposeScope();
        var anchor = input.Base.Take(name);
        var rows = input.Experts.Select(expert => (expert.Weights.Take(name) - anchor).flatten());
        return stack([.. density is { } share ? rows.Select(row => Pruned(row, share)) : rows]).MoveToOuterDisposeScope();
    }

    // The reference code keeps what is strictly above the interpolated quantile.
    private static Tensor Pruned(Tensor row, double density) => row * row.abs().gt(MagnitudeRank.Quantile(row, 1 - density));
}
