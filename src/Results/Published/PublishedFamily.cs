using System.Collections.Immutable;

namespace SurgeryBench.Results.Published;

/// <summary>A published set of experts. Numbers of different families do not compare.</summary>
/// <param name="Id">Its kebab-case name in records and tables.</param>
/// <param name="Checkpoints">Which checkpoints these are.</param>
public sealed record PublishedFamily(string Id, string Checkpoints)
{
    /// <summary>The suite that all published numbers are of.</summary>
    public const string Suite = "clip8";

    /// <summary>The families there are numbers for, in the order in which tables are printed.</summary>
    public static ImmutableArray<PublishedFamily> All { get; } =
    [
        new("ta", "the OpenCLIP checkpoints of task arithmetic"),
        new("hf", "the tanganke checkpoints on the Hugging Face hub"),
    ];

    /// <summary>The backbones there are numbers for, smallest first.</summary>
    public static ImmutableArray<string> Backbones { get; } = ["vit-b-32", "vit-b-16", "vit-l-14"];

    /// <summary>The suite's tasks in the papers' order.</summary>
    public static ImmutableArray<string> Tasks { get; } = ["sun397", "stanford-cars", "resisc45", "eurosat", "svhn", "gtsrb", "mnist", "dtd"];
}
