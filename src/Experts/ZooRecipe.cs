using SurgeryBench.Core;

namespace SurgeryBench.Experts;

/// <summary>
/// How a zoo is trained where none is published: the same for every suite, measured in images seen so that its cost does not depend on a
/// suite's size. Fine-tuning follows the task-vectors code (AdamW, cosine schedule with warm-up, clipped gradients, frozen head, whole
/// encoder), at step sizes that suit a small tower.
/// </summary>
public sealed record ZooRecipe
{
    /// <summary>Changes when training itself changes in a way the settings do not show.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The base: a classifier over the suite's pretraining images.</summary>
    public TrainingPlan Base { get; init; } = new() { Images = 72_000, BatchSize = 64, LearningRate = 1e-3 };

    /// <summary>Each expert: one task under its frozen head.</summary>
    public TrainingPlan Expert { get; init; } = new() { Images = 16_000, BatchSize = 32, LearningRate = 2.5e-4 };

    /// <summary>Traditional multi-task learning: all tasks under their frozen heads, as many images a batch from each.</summary>
    public TrainingPlan MultiTask { get; init; } = new() { Images = 96_000, BatchSize = 128, LearningRate = 6e-4 };

    /// <summary>What cosine similarities are multiplied by while the base is trained; above 0.</summary>
    public double BaseScale { get; init => field = Setting.Positive(value); } = 16;

    /// <summary>What the unit rows of the tasks' heads are multiplied by, as CLIP's logit scale; above 0.</summary>
    public double HeadScale { get; init => field = Setting.Positive(value); } = 100;

    /// <summary>The same recipe with every training shortened, for trying things out; its zoos have keys of their own.</summary>
    /// <param name="share">Share of the images seen, in (0, 1].</param>
    public ZooRecipe Shortened(double share) => this with { Base = Base.Shortened(share), Expert = Expert.Shortened(share), MultiTask = MultiTask.Shortened(share) };
}
