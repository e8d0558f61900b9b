using SurgeryBench.Core;

namespace SurgeryBench.Experts;

/// <summary>How long and how fast one model trains.</summary>
public sealed record TrainingPlan
{
    /// <summary>Images seen in all, repeats counted; above 0.</summary>
    public required int Images { get; init => field = Setting.Positive(value); }

    /// <summary>Images a step; above 0.</summary>
    public required int BatchSize { get; init => field = Setting.Positive(value); }

    /// <summary>Peak step size; above 0.</summary>
    public required double LearningRate { get; init => field = Setting.Positive(value); }

    /// <summary>Decoupled weight decay; default 0.1.</summary>
    public double WeightDecay { get; init => field = Setting.Finite(value); } = 0.1;

    /// <summary>Largest norm of all gradients together; above 0; default 1.</summary>
    public double GradientNorm { get; init => field = Setting.Positive(value); } = 1;

    /// <summary>Share of the steps over which the step size rises from 0, before it falls along a cosine; in (0, 1); default 0.1.</summary>
    public double WarmUp { get; init => field = Setting.Between(0, 1, value); } = 0.1;

    /// <summary>Optimiser steps.</summary>
    public int Steps => Math.Max(1, Images / BatchSize);

    /// <summary>The same plan over a share of the images.</summary>
    public TrainingPlan Shortened(double share) => this with { Images = Math.Max(1, (int)(Images * share)) };

    /// <summary>The step size of a step, counted from 0.</summary>
    public double LearningRateAt(int step)
    {
        var warm = WarmUp * Steps;
        var done = (step + 1 - warm) / (Steps - warm);
        return step + 1 < warm ? LearningRate * (step + 1) / warm : LearningRate * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, done)));
    }
}
