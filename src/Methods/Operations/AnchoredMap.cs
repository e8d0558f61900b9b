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
    public static Tensor Between(Tensor from, Tensor to, double pull)
    {
        using var scope = NewDisposeScope();
        Tensor x = from.to(float64), y = to.to(float64);
        var (gram, cross) = (x.t().matmul(x), y.t().matmul(x));
        var weight = gram.diagonal().mean().item<double>() is var mean and > 0 ? pull * mean : 1;
        gram.diagonal().add_(weight);
        var right = cross + (ThinSvd.Polar(cross) * weight);
        return cholesky_solve(right.t(), linalg.cholesky(gram)).t().MoveToOuterDisposeScope();
    }
}
