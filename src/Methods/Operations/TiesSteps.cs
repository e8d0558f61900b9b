using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>The steps of TIES on task vectors stacked as rows. Yadav et al. 2023, arXiv:2306.01708; details follow the authors' code.</summary>
internal static class TiesSteps
{
    /// <summary>
    /// Trim: keeps the largest entries by magnitude. The threshold is the (d − ⌊density·d⌋)-th smallest magnitude and entries that equal
    /// it stay, so one entry more than ⌊density·d⌋ survives, and all of them where the threshold is 0.
    /// </summary>
    /// <param name="vector">[d], borrowed.</param>
    /// <param name="density">Share kept, in (0, 1).</param>
    /// <returns>A new [d] with zeros in place of the rest.</returns>
    public static Tensor Trim(Tensor vector, double density)
    {
        using var scope = NewDisposeScope();
        return (vector * TrimMask(vector, density)).MoveToOuterDisposeScope();
    }

    /// <summary>Which entries <see cref="Trim"/> keeps.</summary>
    public static Tensor TrimMask(Tensor vector, double density)
    {
        using var scope = NewDisposeScope();
        var magnitude = vector.abs();
        var length = vector.numel();
        var threshold = magnitude.kthvalue(length - (long)(length * density), 0).values;
        return magnitude.ge(threshold).MoveToOuterDisposeScope();
    }

    /// <summary>Elect: the sign of each coordinate's sum; where that is 0, the sign of the sum of all signs, which may itself be 0.</summary>
    /// <param name="trimmed">[T, d], borrowed.</param>
    /// <returns>[d] of −1, 0 and 1.</returns>
    public static Tensor Elect(Tensor trimmed)
    {
        using var scope = NewDisposeScope();
        var signs = trimmed.sum(dim: 0).sign();
        var majority = signs.sum().sign();
        return where(signs.eq(0), majority, signs).MoveToOuterDisposeScope();
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

    /// <summary>Trims every vector.</summary>
    /// <param name="vectors">Task vectors, [d] each, borrowed.</param>
    /// <param name="density">Share kept.</param>
    /// <returns>[T, d].</returns>
    public static Tensor TrimAll(IEnumerable<Tensor> vectors, double density)
    {
        using var scope = NewDisposeScope();
        return stack([.. vectors.Select(vector => Trim(vector, density))]).MoveToOuterDisposeScope();
    }

    /// <summary>Trim, elect and select in one.</summary>
    /// <returns>[T, d], one sign-consistent vector a task.</returns>
    public static Tensor SelectedVectors(IEnumerable<Tensor> vectors, double density)
    {
        using var scope = NewDisposeScope();
        var trimmed = TrimAll(vectors, density);
        return Select(trimmed, Elect(trimmed)).MoveToOuterDisposeScope();
    }
}
