using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>One task's corrections: after each block, or after none, and on the embedding. Owns them.</summary>
/// <param name="Blocks">One module a block; empty for corrections of the embedding alone.</param>
/// <param name="Final">The module on the projected embedding.</param>
internal sealed record TaskModules(ImmutableArray<Correction> Blocks, Correction Final) : IDisposable
{
    /// <summary>All modules, blocks first.</summary>
    public IEnumerable<Correction> All => Blocks.Append(Final);

    /// <summary>All tensors.</summary>
    public IEnumerable<Tensor> Parameters => All.SelectMany(module => module.Tensors).Select(pair => pair.Value);

    /// <summary>Multiply-adds for one image of so many tokens.</summary>
    public long MultiplyAdds(int tokens) => (tokens * Blocks.Sum(module => module.MultiplyAdds)) + Final.MultiplyAdds;

    /// <summary>The corrections of several tasks as one, see <see cref="Correction.Stack(IReadOnlyList{Correction})"/>.</summary>
    public static TaskModules Stack(IReadOnlyList<TaskModules> tasks) => new(
        [.. tasks[0].Blocks.Select((_, block) => Correction.Stack([.. tasks.Select(task => task.Blocks[block])]))],
        Correction.Stack([.. tasks.Select(task => task.Final)]));

    /// <summary>Corrects what leaves a block.</summary>
    public Tensor CleanBlock(int block, Tensor tokens) => Blocks.IsEmpty ? tokens : Blocks[block].Clean(tokens);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var module in All) module.Dispose();
    }
}
