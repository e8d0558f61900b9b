using System.Collections.Immutable;
using System.Text.Json.Serialization;
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

    // Settings that came after the first records: left out of keys at their defaults, so that those records still stand for the same run.

    /// <summary>What is trained; default the paper's. Affine modules have by default a rank one below the paper's, so that they store no more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SurgeryModules Modules { get; init; }

    /// <summary>What is compared after each block; default the paper's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SurgeryTarget Target { get; init; }

    /// <inheritdoc/>
    public override long TrainingImages(int tasks) => (long)tasks * Iterations * BatchesPerVisit * BatchSize;

    /// <inheritdoc/>
    public override MergedModel Repair(MergedModel merged, RepairInput input)
    {
        var modules = Start(merged, input);
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
        using var recorder = Corrected(edit, merged, names[0], images, View(input.Backbone));
        var levels = recorder.Levels.Select(edit.Split).ToArray();
        return [.. batches.Select((batch, place) => TargetsOf(names[place], batch.Indices, input)
            .Select((target, level) => Loss.Between(levels[level][place], target)).ToArray())];
    }

    /// <summary>The corrected model's levels: what is compared after each block's correction, then the corrected embedding.</summary>
    /// <param name="edit">The corrections.</param>
    /// <param name="merged">The model corrected.</param>
    /// <param name="task">Whose images these are; any task's where the model does not need to know.</param>
    /// <param name="images">Those of all tasks side by side.</param>
    /// <param name="view">What is compared of the tokens that leave a block; null for their mean.</param>
    internal static LevelRecorder Corrected(SideBySide edit, MergedModel merged, string task, Tensor images, BlockEdit? view = null)
    {
        var recorder = new LevelRecorder(edit.CleanBlock, view);
        using var embedding = merged.Encode(images, task, recorder.AfterBlock);
        recorder.Add(edit.CleanEmbedding(embedding));
        return recorder;
    }

    // A model that has to know the task takes one at a time.
    private int TasksPerPass(MergedModel merged, RepairInput input) => merged.NeedsTaskId ? 1 : Math.Max(1, TokensPerPass / (BatchSize * input.Backbone.Tokens));

    private BlockEdit? View(IBackbone backbone) => Target == SurgeryTarget.TokenMeans
        ? null
        : (block, tokens) => block == backbone.Blocks - 1 ? tokens.select(1, 0) : tokens;

    private IReadOnlyList<Tensor> TargetsOf(string task, long[] indices, RepairInput input) =>
        View(input.Backbone) is { } view ? input.Targets.Levels(task, indices, view) : input.Targets.Levels(task, indices);

    private protected override int RankOn(IBackbone backbone) => Rank ?? (MatchedRank.OfSurgeryV2(backbone) - (Modules == SurgeryModules.Relu ? 0 : 1));

    private protected override long CountOf(int width, int rank) => Modules == SurgeryModules.Relu ? ReluModule.CountOf(width, rank) : AffineModule.CountOf(width, rank);

    private protected override ImmutableArray<int> ModuleWidths(IBackbone backbone) =>
        [.. Enumerable.Repeat(backbone.Width, backbone.Blocks), backbone.EmbeddingSize];

    private ImmutableArray<TaskModules> Start(MergedModel merged, RepairInput input) => Modules == SurgeryModules.Fitted
        ? new ClosedFormSurgery { Rank = RankOn(input.Backbone) }.Fit(merged, input)
        : [.. input.Experts.Select(expert => Draw(expert.Task, input))];

    private TaskModules Draw(string task, RepairInput input)
    {
        var blocks = Enumerable.Range(0, input.Backbone.Blocks).Select(block => Draw(input.Backbone.Width, $"{task}/{block}", input));
        return new TaskModules([.. blocks], Draw(input.Backbone.EmbeddingSize, $"{task}/final", input));
    }

    private Correction Draw(int width, string name, RepairInput input)
    {
        var (rank, seed, device) = (RankOn(input.Backbone), input.Seed.For(name), input.Experts[0].Weights.Device);
        return Modules == SurgeryModules.Relu ? ReluModule.Draw(width, rank, seed, device) : AffineModule.Draw(width, rank, seed, device);
    }
}
