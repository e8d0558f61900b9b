using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>A merged model with each task's corrections in place. Owns the corrections.</summary>
/// <param name="merged">The model corrected, borrowed.</param>
/// <param name="modules">Corrections by task.</param>
internal sealed class SurgicalModel(MergedModel merged, ImmutableDictionary<string, TaskModules> modules) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => merged.ExtraParameters + modules.Values.SelectMany(task => task.All).Sum(module => module.ParameterCount);

    /// <inheritdoc/>
    public override ModelParts? Parts => merged.Parts is { } parts
        ? parts with { Corrections = parts.Corrections.AddRange(modules.SelectMany(task => SurgeryCheckpoint.Named(task.Key, task.Value))) }
        : null;

    /// <inheritdoc/>
    public override bool NeedsTaskId => true;

    /// <inheritdoc/>
    public override IClassifier? HeadFor(string task) => merged.HeadFor(task);

    /// <inheritdoc/>
    public override Tensor Classify(Tensor images, Tensor embedding, string task, IClassifier head) => merged.Classify(images, embedding, task, head);

    /// <summary>The corrections of a task; still owned by this model.</summary>
    public TaskModules this[string task] => modules[task];

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null)
    {
        var own = modules[task];
        BlockEdit? edit = own.Blocks.IsEmpty ? afterBlock : (block, tokens) =>
        {
            var cleaned = own.CleanBlock(block, tokens);
            return afterBlock?.Invoke(block, cleaned) ?? cleaned;
        };
        using var embedding = merged.Encode(images, task, edit);
        return own.Final.Clean(embedding);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var task in modules.Values) task.Dispose();
    }
}
