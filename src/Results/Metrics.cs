using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Results;

/// <summary>Every quantity that is measured.</summary>
public static class Metrics
{
    /// <summary>Correct / total on a task's test split; averages are unweighted means over tasks.</summary>
    public static Metric Accuracy { get; } = new(
        "accuracy", "Accuracy", "fraction", Better.Higher, "Share of a task's test images that are classified correctly.");

    /// <summary>Accuracy / the individual expert's accuracy.</summary>
    public static Metric NormalisedAccuracy { get; } = new(
        "normalised-accuracy", "Normalised accuracy", "fraction of individual", Better.Higher,
        "Fraction of the individual expert's accuracy on the task; 1 means as good as the expert.");

    /// <summary>Accuracy of a row that adapted to training images where it is published with test images.</summary>
    public static Metric InductiveAccuracy { get; } = new(
        "inductive-accuracy", "Accuracy, inductive", "fraction", Better.Higher,
        "Share of a task's test images that are classified correctly when method and repair adapted to unlabelled training images instead of these.");

    /// <summary>Distance from the expert's representation.</summary>
    public static Metric RepresentationBias { get; } = new(
        "representation-bias", "Representation bias", "activation", Better.Lower,
        "Mean absolute difference between the model's and the individual expert's representation of the same test images.");

    /// <summary>How much of the expert's variance is left.</summary>
    public static Metric VarianceRatio { get; } = new(
        "variance-ratio", "Variance", "multiple of individual", Better.Neither,
        "Variance of the model's representation over test images, as a multiple of the individual expert's; below 1 where merging collapses it.");

    /// <summary>Likeness to the expert's representation.</summary>
    public static Metric LinearCka { get; } = new(
        "linear-cka", "Linear CKA", "similarity", Better.Higher,
        "Centred kernel alignment of the model's and the individual expert's representation of the same test images; 1 means equal up to rotation and scale.");

    /// <summary>Where an image lies in a figure of representations.</summary>
    public static Metric Position { get; } = new(
        "position", "Position", "arbitrary", Better.Neither, "Second coordinate of an image's representation in the plane; the first is its place on the axis.");

    /// <summary>What is stored beyond one encoder.</summary>
    public static Metric ExtraParameters { get; } = new(
        "extra-parameters", "Extra parameters", "parameters", Better.Lower, "Parameters stored beyond one encoder, all tasks together.");

    /// <summary>What is computed beyond one encoder.</summary>
    public static Metric ExtraMultiplyAdds { get; } = new(
        "extra-multiply-adds", "Extra multiply-adds", "multiply-adds", Better.Lower, "Multiply-adds for one image beyond one pass of one encoder, mean over tasks; classifiers not counted.");

    /// <summary>What it takes to get the model.</summary>
    public static Metric Seconds { get; } = new("seconds", "Seconds", "s", Better.Lower, "Wall-clock time of merge and repair together.");

    /// <summary>What it takes in memory.</summary>
    public static Metric PeakBytes { get; } = new(
        "peak-bytes", "Peak memory", "bytes", Better.Lower, "Largest resident set of the process up to the end of the run; rows before it and beside it are in it.");

    /// <summary>All that tables and their figures show, in the order in which they are listed.</summary>
    public static ImmutableArray<Metric> All { get; } = [Accuracy, InductiveAccuracy, NormalisedAccuracy, RepresentationBias, VarianceRatio, ExtraParameters, ExtraMultiplyAdds, Seconds, PeakBytes];

    /// <summary>Those that analyses alone measure; no table has them.</summary>
    public static ImmutableArray<Metric> OfAnalyses { get; } = [LinearCka, Position];
}
