using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>The steps of PCB-Merging on whole flat task vectors, one task at a time.</summary>
/// <param name="form">Which of the two published forms.</param>
internal sealed class PcbSteps(PcbForm form)
{
    private double Outliers => form == PcbForm.Simple ? 1e-4 : 1e-2;

    /// <summary>A task vector with its magnitudes clamped to their own outer quantiles.</summary>
    /// <param name="vector">[d], contiguous, borrowed.</param>
    public Tensor Clamp(Tensor vector)
    {
        using var scope = NewDisposeScope();
        var (count, magnitudes) = (vector.numel(), vector.abs());
        var (low, high) = (MagnitudeRank.Of(magnitudes, (long)(count * Outliers) + 1), MagnitudeRank.Of(magnitudes, (long)((count * (1 - Outliers)) - 1) + 1));
        return (vector.sign() * magnitudes.clamp(low, high)).MoveToOuterDisposeScope();
    }

    /// <summary>What a task puts into the sum that the tasks compete over.</summary>
    /// <param name="vector">[d], borrowed.</param>
    /// <param name="clamped">The same, clamped, borrowed.</param>
    public Tensor Share(Tensor vector, Tensor clamped)
    {
        using var scope = NewDisposeScope();
        return (form == PcbForm.Simple ? vector.alias() : vector.sign() * Unit(clamped.abs())).MoveToOuterDisposeScope();
    }

    /// <summary>How much of each entry stays, 0 to 1: the score of its own magnitude and of its agreement with the others, above a quantile.</summary>
    /// <param name="vector">[d], borrowed.</param>
    /// <param name="clamped">The same, clamped, borrowed.</param>
    /// <param name="total">The sum of all tasks' shares, [d], borrowed.</param>
    /// <param name="tasks">T.</param>
    /// <param name="ratio">Share of the entries that stay.</param>
    public static Tensor Scale(Tensor vector, Tensor clamped, Tensor total, int tasks, double ratio)
    {
        using var scope = NewDisposeScope();
        var balance = (Unit(clamped.abs()).square() * tasks).exp() * (vector * total).tanh();
        var low = balance.kthvalue((long)(balance.numel() * (1 - ratio)) + 1, 0).values;
        return Unit(balance.maximum(low)).MoveToOuterDisposeScope();
    }

    // Values that are all the same have no scale of their own: nothing stands out.
    private static Tensor Unit(Tensor values)
    {
        var (low, high) = (values.min(), values.max());
        return (values - low) / where(high.gt(low), high - low, ones_like(high));
    }
}
