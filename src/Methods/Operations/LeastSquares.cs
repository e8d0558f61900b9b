using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>The matrix whose outputs are nearest, in sum of squares, to those of several matrices, each on its own inputs. All in float64.</summary>
internal static class LeastSquares
{
    /// <summary>Relative to the mean of the diagonal: enough for float64 to be sure of directions that no input has.</summary>
    public const double TinyRidge = 1e-10;

    /// <summary>Minimises Σ tr((W − Wt) Gt (W − Wt)ᵀ) + r ‖W − C‖², by Cholesky. Where no input reaches, W is the centre C.</summary>
    /// <param name="grams">Gt, one a matrix, [in, in], float64, borrowed.</param>
    /// <param name="matrices">Wt, [out, in], borrowed.</param>
    /// <param name="centre">C, [out, in], borrowed.</param>
    /// <param name="ridge">r as a multiple of the mean of the diagonal of Σ Gt; above 0.</param>
    /// <returns>float64 [out, in].</returns>
    public static Tensor Solve(IReadOnlyList<Tensor> grams, IReadOnlyList<Tensor> matrices, Tensor centre, double ridge = TinyRidge)
    {
        using var scope = NewDisposeScope();
        var origin = centre.to(float64);
        var (total, right) = Normal(grams, [.. matrices.Select(matrix => matrix.to(float64) - origin)]);
        var mean = total.diagonal().mean().item<double>();
        total.diagonal().add_(mean > 0 ? ridge * mean : 1);
        var lower = linalg.cholesky(total);
        var half = linalg.solve_triangular(lower, right, upper: false);
        return (origin + linalg.solve_triangular(lower.t(), half, upper: true).t()).MoveToOuterDisposeScope();
    }

    /// <summary>The same without ridge or centre, of least norm: (Σ Gt)⁺ Σ Gt Wtᵀ, transposed.</summary>
    /// <param name="grams">As above.</param>
    /// <param name="matrices">As above.</param>
    /// <param name="cutOff">Eigenvalues up to this share of the largest count as 0; in (0, 1).</param>
    /// <returns>float64 [out, in].</returns>
    public static Tensor SolveOfLeastNorm(IReadOnlyList<Tensor> grams, IReadOnlyList<Tensor> matrices, double cutOff)
    {
        using var scope = NewDisposeScope();
        var (total, right) = Normal(grams, [.. matrices.Select(matrix => matrix.to(float64))]);
        var (values, vectors) = linalg.eigh(total);
        var kept = values.gt(values.max() * cutOff);
        var inverse = where(kept, values.reciprocal(), zeros_like(values));
        return (vectors.t().matmul(right).t() * inverse).matmul(vectors.t()).MoveToOuterDisposeScope();
    }

    private static (Tensor Total, Tensor Right) Normal(IReadOnlyList<Tensor> grams, IReadOnlyList<Tensor> matrices) => (
        grams.Aggregate((sum, gram) => sum + gram).clone(),
        grams.Zip(matrices, (gram, matrix) => gram.matmul(matrix.t())).Aggregate((sum, part) => sum + part));
}
