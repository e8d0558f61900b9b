using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// SurgeryV2, deep representation surgery: for each task a low-rank correction of every token after every block and one of the embedding.
/// The corrected tokens enter the next block; the loss is the plain sum over levels of the difference between token means (class token
/// included) of corrected and expert model, with the embedding as last level. Yang et al. 2024, arXiv:2410.14389.
/// </summary>
public sealed record SurgeryV2 : SurgeryRepair
{
    /// <inheritdoc/>
    public override string Name => "surgery-v2";

    /// <inheritdoc/>
    public override MergedModel Repair(MergedModel merged, RepairInput input)
    {
        var rank = Rank ?? MatchedRank.OfSurgeryV2(input.Backbone);
        var modules = input.Experts.Select(expert => Draw(expert.Task, rank, input)).ToImmutableArray();
        Train(modules, merged, input);
        return new SurgicalModel(merged, input.Experts.Zip(modules).ToImmutableDictionary(pair => pair.First.Task, pair => pair.Second));
    }

    /// <summary>Trains given modules in place.</summary>
    internal void Train(ImmutableArray<TaskModules> modules, MergedModel merged, RepairInput input, Action<int, float[]>? trace = null) =>
        SurgeryTraining.Run(modules, input, Schedule, (task, indices) => LevelLosses(modules[task], merged, input.Experts[task].Task, indices, input), trace);

    /// <summary>The loss at each level on one batch, in the caller's dispose scope.</summary>
    internal IReadOnlyList<Tensor> LevelLosses(TaskModules modules, MergedModel merged, string task, long[] indices, RepairInput input)
    {
        using var images = input.ImagesOf(task).Take(indices);
        using var recorder = Corrected(modules, merged, task, images);
        return [.. recorder.Levels.Zip(input.Targets.Levels(task, indices), (corrected, target) => Loss.Between(corrected, target))];
    }

    /// <summary>The corrected model's levels: the token mean after each block's correction, then the corrected embedding.</summary>
    internal static LevelRecorder Corrected(TaskModules modules, MergedModel merged, string task, Tensor images)
    {
        var recorder = new LevelRecorder(modules.CleanBlock);
        using var embedding = merged.Encode(images, task, recorder.AfterBlock);
        recorder.Add(modules.Final.Clean(embedding));
        return recorder;
    }

    private static TaskModules Draw(string task, int rank, RepairInput input)
    {
        var (backbone, device) = (input.Backbone, input.Experts[0].Weights.Device);
        var blocks = Enumerable.Range(0, backbone.Blocks)
            .Select(block => LowRankModule.Draw(backbone.Width, rank, input.Seed.For($"{task}/{block}"), device)).ToImmutableArray();
        return new TaskModules(blocks, LowRankModule.Draw(backbone.EmbeddingSize, rank, input.Seed.For($"{task}/final"), device));
    }
}
