namespace SurgeryBench.Datasets.Mini;

/// <summary>How many images of each split are drawn.</summary>
public sealed record MiniSizes
{
    /// <summary>Training images a task; default 1200.</summary>
    public int Train { get; init; } = 1200;

    /// <summary>Validation images a task; default 400.</summary>
    public int Validation { get; init; } = 400;

    /// <summary>Test images a task; default 500.</summary>
    public int Test { get; init; } = 500;

    /// <summary>Images to train a base on, of all classes together; default 12000.</summary>
    public int Pretraining { get; init; } = 12_000;
}
