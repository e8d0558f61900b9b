using System.Collections.Immutable;

namespace SurgeryBench.Core;

/// <summary>What merges and repairs are both given. All of it is borrowed: they read it and leave it as it was.</summary>
public abstract record MethodInput
{
    /// <summary>One expert a task, in suite order.</summary>
    public required ImmutableArray<Expert> Experts { get; init; }

    /// <summary>The function all weights belong to.</summary>
    public required IBackbone Backbone { get; init; }

    /// <summary>The images the method declared, one entry a task in suite order; empty for <see cref="DataUse.None"/>.</summary>
    public ImmutableArray<TaskImages> Data { get; init; } = [];

    /// <summary>Where all randomness of the method comes from.</summary>
    public Seed Seed { get; init; } = Seed.Of("default");

    /// <summary>Which images a training step sees; null draws them from <see cref="Seed"/> as the reference code does.</summary>
    public IBatchSampler? Batches { get; init; }

    /// <summary>Told of every training step.</summary>
    public IProgress<StepProgress>? Progress { get; init; }

    /// <summary>Stops the method between two steps.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The sampler to use: the given one, or shuffled visits drawn from the seed.</summary>
    public IBatchSampler Sampler => Batches ?? new ShuffledVisits(Seed.For("batches"));

    /// <summary>The images of a task.</summary>
    /// <exception cref="BadInputException">None were handed over.</exception>
    public IImageSet ImagesOf(string task) =>
        Data.FirstOrDefault(entry => entry.Task == task)?.Images
        ?? throw new BadInputException($"No images were handed over for task '{task}'; the method declared that it needs some.");
}
