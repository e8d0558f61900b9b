using System.Collections.Immutable;
using SurgeryBench.Datasets.Folder;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>What the command line asks for, not yet checked against what exists.</summary>
internal sealed record Selection
{
    public required string Suite { get; init; }

    public required string Backbone { get; init; }

    public required string Family { get; init; }

    public required ImmutableArray<string> Methods { get; init; }

    public required ImmutableArray<string> Repairs { get; init; }

    public required ImmutableArray<int> Seeds { get; init; }

    public required string Device { get; init; }

    /// <summary>One of <see cref="Sweep.Precision.Names"/>.</summary>
    public required string Precision { get; init; }

    /// <summary>Whether rows that adapt to unlabelled test images run a second time, on training images.</summary>
    public bool Inductive { get; init; }

    /// <summary>Which part of the methods to run, of how many.</summary>
    public required (int Index, int Count) Shard { get; init; }

    /// <summary>Changes of settings, <c>name.Field=value</c> each.</summary>
    public required ImmutableArray<string> Settings { get; init; }

    public required FolderOptions? Folder { get; init; }

    /// <summary>Where models and images of <c>clip8</c> are to come from; null for other suites.</summary>
    public required ClipSelection? Clip { get; init; }

    /// <summary>Share of the usual training of the zoo, in (0, 1].</summary>
    public required double TrainingShare { get; init; }

    public required string Results { get; init; }

    public required string Cache { get; init; }

    public required int Threads { get; init; }
}
