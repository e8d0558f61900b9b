using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Evaluation;

/// <summary>
/// Scores models on one task: accuracy under the task's frozen head or the model's own, and representation bias and variance against its expert.
/// </summary>
/// <param name="expert">Gives the head of models that bring none.</param>
/// <param name="images">The images to score on, borrowed.</param>
/// <param name="labels">Their classes.</param>
/// <param name="targets">The expert's representations of the same images; null to leave the bias out.</param>
public sealed class TaskScorer(Expert expert, IImageSet images, ImmutableArray<int> labels, IExpertTargets? targets)
{
    private const int Chunk = 125;

    /// <summary>Scores a model.</summary>
    /// <param name="model">Borrowed.</param>
    /// <param name="cancellation">Looked at between two chunks of images.</param>
    public TaskResult Score(MergedModel model, CancellationToken cancellation = default)
    {
        using var inference = inference_mode();
        var correct = 0;
        double[] bias = [];
        using var variance = new VarianceRatios();
        foreach (var indices in images.Chunks(Chunk))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var recorder = new LevelRecorder();
            var batch = images.Take(indices);
            var embedding = model.Encode(batch, expert.Task, targets is null ? null : recorder.AfterBlock);
            correct += CountCorrect(model.Classify(batch, embedding, expert.Task, expert.Head), indices);
            if (targets is null) continue;
            recorder.Add(embedding);
            var wanted = targets.Levels(expert.Task, indices);
            variance.Add(recorder.Levels, wanted);
            var sums = recorder.Levels.Zip(wanted, (own, target) => (double)((own - target).abs().mean() * indices.Length).item<float>());
            bias = bias.Length == 0 ? [.. sums] : [.. bias.Zip(sums, (sum, part) => sum + part)];
        }
        return new TaskResult(expert.Task, correct, images.Count, [.. bias.Select(sum => sum / images.Count)]) { Variance = [.. variance.Ratios()] };
    }

    private int CountCorrect(Tensor scores, long[] indices)
    {
        using var scope = NewDisposeScope();
        var predicted = scores.argmax(1).cpu().data<long>();
        return indices.Zip(predicted).Count(pair => labels[(int)pair.First] == pair.Second);
    }
}
