using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>The steps of TIES on task vectors stacked as rows. Yadav et al. 2023, arXiv:2306.01708; details follow the authors' code.</summary>
internal static class TiesSteps
{
    /// <summary>
    /// What the trim keeps: entries of at least this magnitude. It is the (d − ⌊density·d⌋)-th smallest, and entries that equal it stay, so
    /// one entry more than ⌊density·d⌋ survives, and all of them where it is 0.
    /// </summary>
    /// <param name="vector">A whole task vector, [d], contiguous, borrowed.</param>
    /// <param name="density">Share kept, in (0, 1).</param>
    public static double Threshold(Tensor vector, double density)
    {
        var length = vector.numel();
        return MagnitudeRank.Of(vector, length - (long)(length * density));
    }

    /// <summary>Trim: zeros in place of the entries below the threshold.</summary>
    /// <param name="vector">A task vector or a piece of one, borrowed.</param>
    /// <param name="threshold">From <see cref="Threshold"/>.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor Trim(Tensor vector, double threshold)
    {
        using var scope = NewDisposeScope();
        return (vector * vector.abs().ge(threshold)).MoveToOuterDisposeScope();
    }

    /// <summary>The sign of each coordinate's sum over the tasks.</summary>
    /// <param name="trimmed">[T, d], borrowed.</param>
    /// <returns>[d] of −1, 0 and 1.</returns>
    public static Tensor SumSigns(Tensor trimmed)
    {
        using var scope = NewDisposeScope();
        return trimmed.sum(dim: 0).sign().MoveToOuterDisposeScope();
    }

    /// <summary>Elect: the sign of each coordinate's sum; where that is 0, the sign of the sum of all signs, which may itself be 0.</summary>
    /// <param name="signs">From <see cref="SumSigns"/>, of the whole model or a piece of it, borrowed.</param>
    /// <param name="balance">The sum of the signs of the whole model.</param>
    /// <returns>[d] of −1, 0 and 1.</returns>
    public static Tensor Elect(Tensor signs, double balance)
    {
        using var scope = NewDisposeScope();
        return (signs + (signs.eq(0) * Math.Sign(balance))).MoveToOuterDisposeScope();
    }

    /// <summary>Keeps the entries that agree with the elected sign; where none was elected the negative ones, as the authors' code does.</summary>
    /// <param name="trimmed">[T, d], borrowed.</param>
    /// <param name="signs">[d], borrowed.</param>
    public static Tensor Select(Tensor trimmed, Tensor signs)
    {
        using var scope = NewDisposeScope();
        var agrees = where(signs.gt(0), trimmed.gt(0), trimmed.lt(0));
        return (trimmed * agrees).MoveToOuterDisposeScope();
    }

    /// <summary>Trims every row by its own threshold.</summary>
    /// <param name="vectors">[T, d], task vectors or a piece of each, borrowed.</param>
    /// <param name="thresholds">One a row.</param>
    public static Tensor TrimRows(Tensor vectors, IReadOnlyList<double> thresholds)
    {
        using var scope = NewDisposeScope();
        return stack([.. vectors.unbind(0).Zip(thresholds, Trim)]).MoveToOuterDisposeScope();
    }

    /// <summary>Trim, elect and select in one.</summary>
    /// <param name="vectors">Whole task vectors, [d] each, borrowed.</param>
    /// <param name="density">Share kept.</param>
    /// <returns>[T, d], one sign-consistent vector a task.</returns>
    public static Tensor SelectedVectors(IReadOnlyList<Tensor> vectors, double density)
    {
        using var scope = NewDisposeScope();
        var trimmed = TrimRows(stack(vectors), [.. vectors.Select(vector => Threshold(vector, density))]);
        var signs = SumSigns(trimmed);
        return Select(trimmed, Elect(signs, Balance(signs))).MoveToOuterDisposeScope();
    }

    /// <summary>Whether some coordinate has entries that cancel exactly, so that its own sum elects no sign.</summary>
    /// <param name="trimmed">[T, d], borrowed.</param>
    /// <param name="signs">From <see cref="SumSigns"/>, borrowed.</param>
    public static bool Cancels(Tensor trimmed, Tensor signs)
    {
        using var scope = NewDisposeScope();
        return (trimmed.abs().sum(dim: 0) * signs.eq(0)).any().item<bool>();
    }

    /// <summary>The sum of signs: which way a model, or a piece of it, leans as a whole.</summary>
    public static double Balance(Tensor signs)
    {
        using var sum = signs.sum(ScalarType.Float64);
        return sum.item<double>();
    }
}
