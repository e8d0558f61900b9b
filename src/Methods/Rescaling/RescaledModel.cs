using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>A merged encoder whose activations are scaled and shifted for each task. Owns the corrections, and the encoder if it is told to.</summary>
/// <param name="backbone">The function.</param>
/// <param name="merged">The encoder; it has plain weights for every task.</param>
/// <param name="affines">Corrections by task.</param>
/// <param name="ownsMerged">Whether the encoder is disposed with this model.</param>
internal sealed class RescaledModel(IBackbone backbone, MergedModel merged, ImmutableDictionary<string, TowerAffines> affines, bool ownsMerged) : RepairedModel(merged)
{
    private readonly ImmutableDictionary<string, Weights> folded =
        affines.ToImmutableDictionary(task => task.Key, task => task.Value.Fold(backbone, merged.WeightsFor(task.Key)!));

    /// <inheritdoc/>
    public override long ExtraParameters => Merged.ExtraParameters + affines.Values.Sum(task => task.ParameterCount);

    /// <inheritdoc/>
    public override long ExtraMultiplyAdds => Merged.ExtraMultiplyAdds + (backbone.Tokens * (long)affines.Values.Average(task => task.Channels));

    /// <inheritdoc/>
    public override bool NeedsTaskId => true;

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => affines[task].Encode(backbone, folded[task], images, afterBlock);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (ownsMerged) Merged.Dispose();
        foreach (var weights in folded.Values) weights.Dispose();
        foreach (var task in affines.Values) task.Dispose();
    }
}
