using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// SMILE: the base, with a small expert for each task beside every linear layer of the blocks: the largest singular triples of τt = U S Vᵀ and
/// the change of the bias. A token goes to the experts that see most of it, by the softmax of ‖x V‖ over the tasks, V cut to a few
/// columns. No data, and no task known. Tang et al. 2024, arXiv:2408.10174; the router follows FusionBench.
/// </summary>
[Published("Tang et al. 2024, arXiv:2408.10174", "base layer + low-rank expert of each token, routed by ‖x Vt‖")]
public sealed record Smile : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "smile";

    /// <summary>Right singular vectors a router looks at; default 16, of the best row of FusionBench's table. Its configuration says 1. At most one less than the layer's inputs.</summary>
    public int GateRank { get; init => field = Setting.Positive(value); } = 16;

    /// <summary>Singular triples of an expert; default 32, of the same row. All where the matrix has fewer.</summary>
    public int Rank { get; init => field = Setting.Positive(value); } = 32;

    /// <summary>Experts a token goes to, their weights scaled to a sum of 1; all where there are fewer; default 1.</summary>
    public int TopK { get; init => field = Setting.Positive(value); } = 1;

    /// <inheritdoc/>
    public bool GivesWeights => false;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var experts = input.Backbone.LinearLayers.ToImmutableDictionary(layer => layer, layer => Experts(input, layer));
        return new SmileModel(input.Backbone, input.Base.Clone(), experts);
    }

    /// <summary>The experts of a layer.</summary>
    private LowRankExperts Experts(MergeInput input, LinearLayer layer)
    {
        using var scope = NewDisposeScope();
        var biases = TensorMerge.Of(input, layer.BiasName, input.Base.Take(layer.BiasName)).TaskVectors();
        var svd = ThinSvd.Of(TensorMerge.Of(input, layer.WeightName, input.Base.Take(layer.WeightName)).TaskVectors());
        return new LowRankExperts(svd.Top(Math.Max(Rank, GateRank)), biases, Rank, GateRank, TopK);
    }
}
