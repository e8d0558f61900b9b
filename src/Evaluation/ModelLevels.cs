using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Evaluation;

/// <summary>A model's representations of images at every level.</summary>
public static class ModelLevels
{
    private const int Chunk = 125;

    /// <summary>Encodes all images of a set.</summary>
    /// <param name="model">Borrowed.</param>
    /// <param name="task">Whose images these are.</param>
    /// <param name="images">Borrowed.</param>
    /// <param name="cancellation">Looked at between two chunks of images.</param>
    /// <returns>
    /// For each block the mean over all tokens, class token included, [n, width]; last the un-normalised embedding [n, embedding]. In the caller's
    /// dispose scope, without gradient.
    /// </returns>
    public static IReadOnlyList<Tensor> Of(MergedModel model, string task, IImageSet images, CancellationToken cancellation = default)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var chunks = new List<Tensor[]>();
        foreach (var indices in images.Chunks(Chunk))
        {
            cancellation.ThrowIfCancellationRequested();
            using var batch = images.Take(indices);
            using var recorder = new LevelRecorder();
            recorder.Add(model.Encode(batch, task, recorder.AfterBlock));
            chunks.Add([.. recorder.Levels.Select(level => level.clone())]);
        }
        return [.. chunks[0].Select((_, level) => cat([.. chunks.Select(chunk => chunk[level])]).MoveToOuterDisposeScope())];
    }
}
