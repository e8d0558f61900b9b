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
    // On the small tower a few tasks' batches go faster as one, until that no longer fits the caches: 64 images are best. CLIP's towers are
    // loaded in full by one task's batch.
    private const int TokensPerPass = 1200;

    /// <inheritdoc/>
    public override string Name => "surgery-v2";

    /// <inheritdoc/>
    public override long TrainingImages(int tasks) => (long)tasks * Iterations * BatchesPerVisit * BatchSize;

    /// <inheritdoc/>
    public override MergedModel Repair(MergedModel merged, RepairInput input)
    {
        var rank = RankOn(input.Backbone);
        var modules = input.Experts.Select(expert => Draw(expert.Task, rank, input)).ToImmutableArray();
        Train(modules, merged, input);
        return new SurgicalModel(merged, input.Experts.Zip(modules).ToImmutableDictionary(pair => pair.First.Task, pair => pair.Second));
    }

    /// <summary>Trains given modules in place.</summary>
    internal void Train(ImmutableArray<TaskModules> modules, MergedModel merged, RepairInput input, Action<int, float[]>? trace = null) => SurgeryTraining.Run(
        modules, input, Schedule with { TasksPerPass = TasksPerPass(merged, input) }, batches => LevelLosses(modules, merged, batches, input), trace);

    /// <summary>The loss at each level on one batch of each of some tasks, in the caller's dispose scope.</summary>
    internal IReadOnlyList<IReadOnlyList<Tensor>> LevelLosses(
        ImmutableArray<TaskModules> modules, MergedModel merged, IReadOnlyList<TaskBatch> batches, RepairInput input)
    {
        string[] names = [.. batches.Select(batch => input.Experts[batch.Task].Task)];
        using var images = cat([.. batches.Zip(names, (batch, name) => input.ImagesOf(name).Take(batch.Indices))]);
        var edit = new SideBySide([.. batches.Select(batch => modules[batch.Task])], [.. batches.Select(batch => (long)batch.Indices.Length)]);
        using var recorder = Corrected(edit, merged, names[0], images);
        var levels = recorder.Levels.Select(edit.Split).ToArray();
        return [.. batches.Select((batch, place) => input.Targets.Levels(names[place], batch.Indices)
            .Select((target, level) => Loss.Between(levels[level][place], target)).ToArray())];
    }

    /// <summary>The corrected model's levels: the token mean after each block's correction, then the corrected embedding.</summary>
    /// <param name="edit">The corrections.</param>
    /// <param name="merged">The model corrected.</param>
    /// <param name="task">Whose images these are; any task's where the model does not need to know.</param>
    /// <param name="images">Those of all tasks side by side.</param>
    internal static LevelRecorder Corrected(SideBySide edit, MergedModel merged, string task, Tensor images)
    {
        var recorder = new LevelRecorder(edit.CleanBlock);
        using var embedding = merged.Encode(images, task, recorder.AfterBlock);
        recorder.Add(edit.CleanEmbedding(embedding));
        return recorder;
    }

    // A model that has to know the task takes one at a time.
    private int TasksPerPass(MergedModel merged, RepairInput input) => merged.NeedsTaskId ? 1 : Math.Max(1, TokensPerPass / (BatchSize * input.Backbone.Tokens));

    private protected override int RankOn(IBackbone backbone) => Rank ?? MatchedRank.OfSurgeryV2(backbone);

    private protected override ImmutableArray<int> ModuleWidths(IBackbone backbone) =>
        [.. Enumerable.Repeat(backbone.Width, backbone.Blocks), backbone.EmbeddingSize];

    private static TaskModules Draw(string task, int rank, RepairInput input)
    {
        var (backbone, device) = (input.Backbone, input.Experts[0].Weights.Device);
        var blocks = Enumerable.Range(0, backbone.Blocks).Select(block => ReluModule.Draw(backbone.Width, rank, input.Seed.For($"{task}/{block}"), device));
        return new TaskModules([.. blocks], ReluModule.Draw(backbone.EmbeddingSize, rank, input.Seed.For($"{task}/final"), device));
    }
}
