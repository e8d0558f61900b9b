using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>The experts' own representations of the calibration images, computed once an image and shared by all repairs.</summary>
public interface IExpertTargets
{
    /// <summary>Representations of some images of a task by that task's expert.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="indices">Which images.</param>
    /// <returns>
    /// One tensor a level, owned by the caller and without gradient: for each block the mean over all tokens, class token included,
    /// [n, width]; last the un-normalised embedding [n, embedding].
    /// </returns>
    IReadOnlyList<Tensor> Levels(string task, ReadOnlySpan<long> indices);

    /// <summary>The same with another view than the mean of what leaves a block. Computed at each call.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="indices">Which images.</param>
    /// <param name="view">From a block and the tokens that leave it, [n, tokens, width], to what is wanted of them.</param>
    IReadOnlyList<Tensor> Levels(string task, ReadOnlySpan<long> indices, BlockEdit view);

    /// <summary>The last level alone, for repairs that look at the embedding only.</summary>
    /// <returns>[n, embedding], owned by the caller.</returns>
    Tensor Embeddings(string task, ReadOnlySpan<long> indices);
}
