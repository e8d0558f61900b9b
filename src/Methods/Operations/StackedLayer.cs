using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>The linear layers of one role in a block as a single layer: query, key and value read the same input, whether stored as one matrix or as three.</summary>
/// <param name="weights">Where they are; borrowed.</param>
/// <param name="layers">The layers, in the order of their outputs.</param>
internal sealed class StackedLayer(Weights weights, ImmutableArray<LinearLayer> layers)
{
    /// <summary>The layer of a role.</summary>
    public static StackedLayer Of(IBackbone backbone, Weights weights, int block, LinearRole role) =>
        new(weights, [.. backbone.LinearLayers.Where(layer => layer.Block == block && layer.Role == role)]);

    /// <summary>A copy of the matrix, [out, in], in the current dispose scope.</summary>
    public Tensor Matrix() => cat([.. layers.Select(layer => weights[layer.WeightName])]);

    /// <summary>A copy of the bias, [out], in the current dispose scope.</summary>
    public Tensor Bias() => cat([.. layers.Select(layer => weights[layer.BiasName])]);

    /// <summary>Adds a map to what the layer computes, by writing it into the weights.</summary>
    /// <param name="map">[out, in], borrowed.</param>
    public void Absorb(LowRankMap map)
    {
        using var scope = NewDisposeScope();
        Put(Matrix() + map.Matrix(), Bias() + map.Bias);
    }

    /// <summary>Writes a matrix and a bias in place of the layer's own.</summary>
    /// <param name="matrix">[out, in], borrowed.</param>
    /// <param name="bias">[out], borrowed.</param>
    public void Put(Tensor matrix, Tensor bias)
    {
        using var scope = NewDisposeScope();
        long[] sizes = [.. layers.Select(layer => weights[layer.BiasName].numel())];
        var (matrices, biases) = (matrix.split(sizes), bias.split(sizes));
        foreach (var (place, layer) in layers.Index())
        {
            weights[layer.WeightName].copy_(matrices[place]);
            weights[layer.BiasName].copy_(biases[place]);
        }
    }
}
