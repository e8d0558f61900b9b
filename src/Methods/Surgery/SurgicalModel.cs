using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>A merged model with each task's corrections in place. Owns the corrections.</summary>
/// <param name="merged">The model corrected, borrowed.</param>
/// <param name="modules">Corrections by task.</param>
/// <param name="tokens">Tokens that leave a block of its encoder.</param>
internal sealed class SurgicalModel(MergedModel merged, ImmutableDictionary<string, TaskModules> modules, int tokens) : RepairedModel(merged)
{
    /// <summary>A merged model corrected for the tasks of a repair.</summary>
    /// <param name="merged">The model corrected, borrowed.</param>
    /// <param name="modules">Corrections in the order of the experts, taken over.</param>
    /// <param name="input">The repair's.</param>
    public static SurgicalModel Of(MergedModel merged, IEnumerable<TaskModules> modules, RepairInput input) =>
        new(merged, input.Experts.Zip(modules).ToImmutableDictionary(pair => pair.First.Task, pair => pair.Second), input.Backbone.Tokens);

    /// <inheritdoc/>
    public override long ExtraParameters => Merged.ExtraParameters + modules.Values.SelectMany(task => task.All).Sum(module => module.ParameterCount);

    /// <inheritdoc/>
    public override long ExtraMultiplyAdds => Merged.ExtraMultiplyAdds + (long)modules.Values.Average(task => task.MultiplyAdds(tokens));

    /// <inheritdoc/>
    public override ModelParts? Parts => Merged.Parts is { } parts
        ? parts with { Corrections = parts.Corrections.AddRange(modules.SelectMany(task => SurgeryCheckpoint.Named(task.Key, task.Value))) }
        : null;

    /// <inheritdoc/>
    public override bool NeedsTaskId => true;

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
        using var embedding = Merged.Encode(images, task, edit);
        return own.Final.Clean(embedding);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var task in modules.Values) task.Dispose();
    }
}
