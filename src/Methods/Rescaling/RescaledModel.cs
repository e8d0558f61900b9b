using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>A merged encoder whose activations are scaled and shifted for each task. Owns encoder and corrections.</summary>
/// <param name="backbone">The function.</param>
/// <param name="merged">The encoder.</param>
/// <param name="affines">Corrections by task.</param>
internal sealed class RescaledModel(IBackbone backbone, SingleModel merged, ImmutableDictionary<string, TowerAffines> affines) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => affines.Values.Sum(task => task.ParameterCount);

    /// <inheritdoc/>
    public override bool NeedsTaskId => true;

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => affines[task].Encode(backbone, merged.Weights, images, afterBlock);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        merged.Dispose();
        foreach (var task in affines.Values) task.Dispose();
    }
}
