using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>Vectors seen as points of the unit sphere, each with a length of its own. All in float64: angles of fine-tuned models are small.</summary>
internal static class Sphere
{
    private const double Nothing = 1e-12, Least = 1e-300;

    /// <summary>The lengths of vectors.</summary>
    /// <param name="rows">[T, d], borrowed.</param>
    /// <returns>[T, 1].</returns>
    public static Tensor Lengths(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return (rows * rows).sum(dim: 1, keepdim: true).sqrt().MoveToOuterDisposeScope();
    }

    /// <summary>The directions of vectors; zeros stay zeros.</summary>
    /// <param name="rows">[T, d], borrowed.</param>
    /// <returns>[T, d].</returns>
    public static Tensor Directions(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return (rows / Lengths(rows).clamp(min: Least)).MoveToOuterDisposeScope();
    }

    /// <summary>The arithmetic mean of directions, back on the sphere.</summary>
    /// <param name="directions">[T, d], borrowed.</param>
    /// <returns>[1, d]; null if they cancel.</returns>
    public static Tensor? Middle(Tensor directions)
    {
        using var scope = NewDisposeScope();
        var mean = directions.mean([0L], keepdim: true);
        var length = Lengths(mean);
        return length.item<double>() < Nothing ? null : (mean / length).MoveToOuterDisposeScope();
    }
}
