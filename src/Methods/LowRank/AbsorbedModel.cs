using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.LowRank;

/// <summary>A merged model with updates of low rank written into each task's weights: the blocks compute nothing more than before. Owns the weights.</summary>
/// <param name="merged">The model repaired, borrowed.</param>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="tasks">Encoders by task.</param>
internal sealed class AbsorbedModel(MergedModel merged, IBackbone backbone, ImmutableDictionary<string, AbsorbedTask> tasks) : RepairedModel(merged)
{
    /// <inheritdoc/>
    public override long ExtraParameters => Merged.ExtraParameters + tasks.Values.Sum(task => task.Stored);

    /// <inheritdoc/>
    public override long ExtraMultiplyAdds => Merged.ExtraMultiplyAdds + (long)tasks.Values.Average(task => task.Final.Correction?.MultiplyAdds ?? 0);

    /// <inheritdoc/>
    public override bool NeedsTaskId => true;

    /// <summary>The weights of a task, without what happens to the embedding; still owned by this model.</summary>
    public Weights this[string task] => tasks[task].Weights;

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null)
    {
        using var scope = NewDisposeScope();
        var embedding = backbone.Encode(tasks[task].Weights, images, afterBlock);
        return (tasks[task].Final.Correction?.Clean(embedding) ?? embedding).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var task in tasks.Values) task.Dispose();
    }
}
