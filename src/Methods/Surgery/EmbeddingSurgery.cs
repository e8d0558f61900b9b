using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// Surgery's correction of the embedding, z − Up·relu(Down·z), trained for each task to match its expert. Nothing upstream of the embedding
/// trains, so it runs on embeddings computed once.
/// </summary>
public abstract record EmbeddingSurgery : SurgeryRepair
{
    /// <inheritdoc/>
    public override MergedModel Repair(MergedModel merged, RepairInput input)
    {
        using var scope = NewDisposeScope();
        var rank = RankOn(input.Backbone);
        var modules = input.Experts.Select(expert => Draw(expert.Task, rank, input)).ToImmutableArray();
        var pairs = input.Experts.Select(expert => Embeddings.Pairs(merged, expert.Task, input)).ToArray();
        Train(modules, [.. pairs.Select(pair => pair.Found)], [.. pairs.Select(pair => pair.Wanted)], input);
        return SurgicalModel.Of(merged, modules, input);
    }

    /// <summary>Trains given modules in place on cached embeddings, [N, embedding] a task.</summary>
    internal void Train(
        ImmutableArray<TaskModules> modules, IReadOnlyList<Tensor> embeddings, IReadOnlyList<Tensor> targets, RepairInput input, Action<int, float[]>? trace = null)
    {
        SurgeryTraining.Run(modules, input, Schedule with { TasksPerPass = modules.Length }, Losses, trace);

        IReadOnlyList<Tensor> Losses(IReadOnlyList<TaskBatch> batches)
        {
            using var edit = new SideBySide([.. batches.Select(batch => modules[batch.Task])]);
            return [Loss.Between(edit.CleanEmbedding(TaskBatch.Take(embeddings, batches)), TaskBatch.Take(targets, batches), batches.Count)];
        }
    }

    private protected override ImmutableArray<int> ModuleWidths(IBackbone backbone) => [backbone.EmbeddingSize];

    private static TaskModules Draw(string task, int rank, RepairInput input) =>
        new([], ReluModule.Draw(input.Backbone.EmbeddingSize, rank, input.Seed.For(task), input.Experts[0].Weights.Device));
}
