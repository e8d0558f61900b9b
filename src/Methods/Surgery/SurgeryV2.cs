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
        return SurgicalModel.Of(merged, modules, input);
    }

    /// <summary>Trains given modules in place.</summary>
    internal void Train(ImmutableArray<TaskModules> modules, MergedModel merged, RepairInput input, Action<int, float[]>? trace = null)
    {
        using var first = FirstBlock.Of(merged, input);
        Func<IReadOnlyList<TaskBatch>, BlockEdit, Tensor> encode = first is null ? (batches, edit) => Encode(merged, batches, edit, input) : first.Encode;
        // What is no plain encoder and has to know the task takes one at a time.
        var schedule = Schedule with { TasksPerPass = first is null && merged.NeedsTaskId ? 1 : TasksPerPass(input) };
        SurgeryTraining.Run(modules, input, schedule, batches => LevelLosses(modules, encode, batches, input), trace);
    }

    /// <summary>At each level the losses on one batch of each of some tasks, [batches], in the caller's dispose scope.</summary>
    /// <param name="modules">The corrections.</param>
    /// <param name="encode">Encodes images of some tasks by the merged model, with an edit after each block.</param>
    /// <param name="batches">The images.</param>
    /// <param name="input">Whose targets are to be met.</param>
    internal IReadOnlyList<Tensor> LevelLosses(
        ImmutableArray<TaskModules> modules, Func<IReadOnlyList<TaskBatch>, BlockEdit, Tensor> encode, IReadOnlyList<TaskBatch> batches, RepairInput input)
    {
        using var edit = new SideBySide([.. batches.Select(batch => modules[batch.Task])]);
        using var recorder = Corrected(edit, afterBlock => encode(batches, afterBlock), View(input.Backbone));
        var targets = batches.Select(batch => TargetsOf(input.Experts[batch.Task].Task, batch.Indices, input)).ToArray();
        return [.. recorder.Levels.Select((level, place) => Loss.Between(level, cat([.. targets.Select(task => task[place])]), batches.Count))];
    }

    /// <summary>The corrected model's levels: what is compared after each block's correction, then the corrected embedding.</summary>
    /// <param name="edit">The corrections.</param>
    /// <param name="encode">The model corrected, on images of all tasks side by side: from an edit after each block to the embedding.</param>
    /// <param name="view">What is compared of the tokens that leave a block; null for their mean.</param>
    internal static LevelRecorder Corrected(SideBySide edit, Func<BlockEdit, Tensor> encode, BlockEdit? view = null)
    {
        var recorder = new LevelRecorder(edit.CleanBlock, view);
        using var embedding = encode(recorder.AfterBlock);
        recorder.Add(edit.CleanEmbedding(embedding));
        return recorder;
    }

    /// <summary>Encodes images of some tasks by a model that is the same for all of them.</summary>
    internal static Tensor Encode(MergedModel merged, IReadOnlyList<TaskBatch> batches, BlockEdit afterBlock, RepairInput input)
    {
        string[] names = [.. batches.Select(batch => input.Experts[batch.Task].Task)];
        using var images = cat([.. batches.Zip(names, (batch, name) => input.ImagesOf(name).Take(batch.Indices))]);
        return merged.Encode(images, names[0], afterBlock);
    }

    private int TasksPerPass(RepairInput input) => Math.Max(1, TokensPerPass / (BatchSize * input.Backbone.Tokens));

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
