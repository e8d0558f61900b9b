using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>The corrections of several tasks whose images go through the merged model in one batch, task after task, as many of each.</summary>
/// <param name="tasks">Corrections, borrowed.</param>
internal sealed class SideBySide(ImmutableArray<TaskModules> tasks) : IDisposable
{
    private readonly TaskModules stacked = TaskModules.Stack(tasks);

    /// <summary>Corrects what leaves a block, each image by its own task's module.</summary>
    /// <param name="block">Index of the block, from 0.</param>
    /// <param name="tokens">[batch, tokens, width], borrowed.</param>
    public Tensor CleanBlock(int block, Tensor tokens) => Each(tokens, rows => stacked.CleanBlock(block, rows));

    /// <summary>Corrects the embeddings likewise.</summary>
    /// <param name="embedding">[batch, embedding], borrowed.</param>
    public Tensor CleanEmbedding(Tensor embedding) => Each(embedding, stacked.Final.Clean);

    /// <inheritdoc/>
    public void Dispose() => stacked.Dispose();

    private Tensor Each(Tensor rows, Func<Tensor, Tensor> clean)
    {
        using var scope = NewDisposeScope();
        return clean(rows.view(tasks.Length, -1, rows.shape[^1])).view_as(rows).MoveToOuterDisposeScope();
    }
}
