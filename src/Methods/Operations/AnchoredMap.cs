using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>The linear map of least squared error that stays near the best rotation.</summary>
internal static class AnchoredMap
{
    /// <summary>Minimises Σ ‖W x − y‖² + β ‖W − R‖² with R the orthogonal matrix of least Σ ‖R x − y‖².</summary>
    /// <param name="from">x, [n, width], borrowed.</param>
    /// <param name="to">y, [n, width], borrowed.</param>
    /// <param name="pull">β as a multiple of the mean of the diagonal of Σ x xᵀ; above 0.</param>
    /// <returns>W, float64 [width, width], in the caller's scope.</returns>
    public static Tensor Between(Tensor from, Tensor to, double pull) => Between([(from, to)], pull);

    /// <summary>The one map of several such pairs that minimises the sum of what each would be fitted to, each near a rotation of its own.</summary>
    /// <param name="pairs">x and y, [n, width] each, borrowed.</param>
    /// <param name="pull">As above, of each pair's own sum.</param>
    /// <returns>W, float64 [width, width], in the caller's scope.</returns>
    public static Tensor Between(IReadOnlyList<(Tensor From, Tensor To)> pairs, double pull)
    {
        using var scope = NewDisposeScope();
        var normals = pairs.Select(pair => Normal(pair.From.to(float64), pair.To.to(float64), pull)).ToArray();
        var gram = normals.Select(normal => normal.Gram).Aggregate((sum, one) => sum + one);
        var right = normals.Select(normal => normal.Right).Aggregate((sum, one) => sum + one);
        return cholesky_solve(right.t(), linalg.cholesky(gram)).t().MoveToOuterDisposeScope();
    }

    private static (Tensor Gram, Tensor Right) Normal(Tensor x, Tensor y, double pull)
    {
        var (gram, cross) = (x.t().matmul(x), y.t().matmul(x));
        var weight = gram.diagonal().mean().item<double>() is var mean and > 0 ? pull * mean : 1;
        gram.diagonal().add_(weight);
        return (gram, cross + (ThinSvd.Polar(cross) * weight));
    }
}
