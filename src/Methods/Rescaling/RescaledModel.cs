using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>A merged encoder whose activations are scaled and shifted for each task. Owns the corrections, and the encoder if it is told to.</summary>
/// <param name="backbone">The function.</param>
/// <param name="merged">The encoder; it has plain weights for every task.</param>
/// <param name="affines">Corrections by task.</param>
/// <param name="ownsMerged">Whether the encoder is disposed with this model.</param>
internal sealed class RescaledModel(IBackbone backbone, MergedModel merged, ImmutableDictionary<string, TowerAffines> affines, bool ownsMerged) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => merged.ExtraParameters + affines.Values.Sum(task => task.ParameterCount);

    /// <inheritdoc/>
    public override bool NeedsTaskId => true;

    /// <inheritdoc/>
    public override IClassifier? HeadFor(string task) => merged.HeadFor(task);

    /// <inheritdoc/>
    public override Tensor Classify(Tensor images, Tensor embedding, string task, IClassifier head) => merged.Classify(images, embedding, task, head);

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => affines[task].Encode(backbone, merged.WeightsFor(task)!, images, afterBlock);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (ownsMerged) merged.Dispose();
        foreach (var task in affines.Values) task.Dispose();
    }
}
