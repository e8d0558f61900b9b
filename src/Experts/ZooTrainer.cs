using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace SurgeryBench.Experts;

/// <summary>Trains the models of a zoo, one at a time; each depends on the suite, the recipe, the seed and, but for the base, on the base or another foundation.</summary>
/// <param name="suite">Images, borrowed.</param>
/// <param name="backbone">The tower to train.</param>
/// <param name="recipe">How.</param>
/// <param name="seed">Where weights and orders come from.</param>
/// <param name="progress">Told of every step; null for nobody.</param>
/// <param name="cancellation">Stops between two steps.</param>
internal sealed class ZooTrainer(
    ISuite suite, VisionTransformer backbone, ZooRecipe recipe, Seed seed, IProgress<StepProgress>? progress, CancellationToken cancellation)
{
    // Fixed, so that the base does not depend on the number of cores.
    private const int BaseShards = 2;

    /// <summary>Trains the base on the suite's pretraining images as a cosine classifier, which is then thrown away.</summary>
    /// <exception cref="BadInputException">The suite has no such images.</exception>
    public Weights TrainBase()
    {
        using var images = LoadPretraining();
        using var generator = seed.For("classifier").Generator();
        using var classifier = randn([suite.PretrainingClasses, backbone.EmbeddingSize], generator: generator).DetachFromDisposeScope();
        return TrainFromNothing(images, "base", seed, [classifier], embedding => linear(normalize(embedding, dim: 1), normalize(classifier, dim: 1)) * recipe.BaseScale);
    }

    /// <summary>
    /// Trains another foundation as the base is trained, from other initial weights, under a frozen classifier made of the base's class
    /// prototypes: both then embed alike, as encoders do that were trained towards the same text.
    /// </summary>
    /// <param name="number">Which foundation; the base is the first.</param>
    /// <param name="anchor">The base, borrowed.</param>
    /// <exception cref="BadInputException">The suite has no images to pretrain on.</exception>
    public Weights TrainFoundation(int number, Weights anchor)
    {
        using var images = LoadPretraining();
        using var prototypes = PrototypeHead.Build(backbone, anchor, images, suite.PretrainingClasses, recipe.BaseScale);
        return TrainFromNothing(images, $"foundation {number}", seed.For($"foundation/{number}"), [], prototypes.Logits);
    }

    /// <summary>Builds a task's frozen head from the foundation its expert is to come from.</summary>
    public Head BuildHead(TaskInfo task, Weights anchor) =>
        PrototypeHead.Build(backbone, anchor, suite.Load(task.Name).Train, task.Classes.Length, recipe.HeadScale);

    /// <summary>Fine-tunes the whole encoder on one task under its frozen head.</summary>
    public Weights TrainExpert(TaskInfo task, Weights anchor, Head head)
    {
        var weights = anchor.Clone();
        var images = suite.Load(task.Name).Train;
        var order = new EpochOrder(images.Count, seed.For($"expert/{task.Name}"));
        Training(recipe.Expert.Shortened(suite.FineTuningShare), $"expert {task.Name}").Run(weights, [], () =>
        {
            var batch = order.Next(recipe.Expert.BatchSize);
            return [() => cross_entropy(head.Logits(backbone.Encode(weights, images.Take(batch))), Labels(images, batch))];
        });
        return weights;
    }

    /// <summary>Fine-tunes the whole encoder on all tasks at once: the mean over tasks of the loss under each task's frozen head.</summary>
    public Weights TrainMultiTask(Weights anchor, ImmutableArray<Head> heads)
    {
        var weights = anchor.Clone();
        ImmutableArray<ImageSplit> images = [.. suite.Tasks.Select(task => suite.Load(task.Name).Train)];
        ImmutableArray<EpochOrder> orders = [.. suite.Tasks.Select((task, t) => new EpochOrder(images[t].Count, seed.For($"mtl/{task.Name}")))];
        var share = Math.Max(1, recipe.MultiTask.BatchSize / suite.Tasks.Length);
        Training(recipe.MultiTask.Shortened(suite.FineTuningShare), "mtl").Run(weights, [], () =>
        {
            long[][] batches = [.. orders.Select(order => order.Next(share))];
            return [() => LossOf(batches)];
        });
        return weights;

        Tensor LossOf(long[][] batches)
        {
            var all = cat([.. batches.Select((batch, t) => images[t].Take(batch))]);
            var parts = backbone.Encode(weights, all).split(share);
            return stack([.. batches.Select((batch, t) => cross_entropy(heads[t].Logits(parts[t]), Labels(images[t], batch)))]).mean();
        }
    }

    private ImageSplit LoadPretraining() =>
        suite.LoadPretraining() ?? throw new BadInputException($"Suite '{suite.Name}' has no images to pretrain a base on; name some with --pretrain.");

    private Weights TrainFromNothing(ImageSplit images, string stage, Seed own, IReadOnlyList<Tensor> further, Func<Tensor, Tensor> logits)
    {
        var weights = VisionTransformerInit.Draw(backbone.Shape, own.For("init"));
        var order = new EpochOrder(images.Count, own.For("base"));
        Training(recipe.Base, stage).Run(weights, further, () => [.. order.Next(recipe.Base.BatchSize).Chunk(recipe.Base.BatchSize / BaseShards).Select(LossOf)]);
        return weights;

        Func<Tensor> LossOf(long[] shard) => () => cross_entropy(logits(backbone.Encode(weights, images.Take(shard))), Labels(images, shard));
    }

    private static Tensor Labels(ImageSplit images, long[] batch) => tensor(batch.Select(index => (long)images.Labels[(int)index]).ToArray());

    private EncoderTraining Training(TrainingPlan plan, string stage) => new(plan, stage, progress, cancellation);
}
