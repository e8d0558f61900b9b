using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>The corrections of several tasks whose images go through the merged model in one batch, task after task.</summary>
/// <param name="tasks">Corrections, borrowed.</param>
/// <param name="sizes">Images of each task in the batch.</param>
internal sealed class SideBySide(ImmutableArray<TaskModules> tasks, long[] sizes)
{
    /// <summary>Corrects what leaves a block, each image by its own task's module.</summary>
    /// <param name="block">Index of the block, from 0.</param>
    /// <param name="tokens">[batch, tokens, width], borrowed.</param>
    public Tensor CleanBlock(int block, Tensor tokens) => Each(tokens, (modules, part) => modules.CleanBlock(block, part));

    /// <summary>Corrects the embeddings likewise.</summary>
    /// <param name="embedding">[batch, embedding], borrowed.</param>
    public Tensor CleanEmbedding(Tensor embedding) => Each(embedding, (modules, part) => modules.Final.Clean(part));

    /// <summary>The tasks' parts of something that has a row an image.</summary>
    public Tensor[] Split(Tensor rows) => sizes.Length == 1 ? [rows] : rows.split(sizes);

    private Tensor Each(Tensor rows, Func<TaskModules, Tensor, Tensor> clean)
    {
        if (tasks.Length == 1) return clean(tasks[0], rows);
        using var scope = NewDisposeScope();
        return cat([.. tasks.Zip(Split(rows), clean)]).MoveToOuterDisposeScope();
    }
}
