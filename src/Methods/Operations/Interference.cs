using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// WUDI's loss of a merged matrix M, Σ ‖(M − τt) τtᵀ‖² / ‖τt‖², as the quadratic it is: its gradient is 2 (M C − B), so that a step costs one
/// product whatever the number of tasks. Cheng et al. 2025, arXiv:2503.08099.
/// </summary>
/// <param name="Gram">C = Σ τtᵀ τt / ‖τt‖², float64 [columns, columns].</param>
/// <param name="Pull">B = Σ τt τtᵀ τt / ‖τt‖², float64 [rows, columns].</param>
internal sealed record Interference(Tensor Gram, Tensor Pull)
{
    private const double LeastEigenvalue = 1e-8;

    /// <summary>The loss of some task vectors. One that is 0 adds nothing.</summary>
    /// <param name="vectors">[T, rows, columns], borrowed.</param>
    public static Interference Of(Tensor vectors)
    {
        var exact = vectors.to(float64);
        var norms = linalg.vector_norm(exact, 2, [1L, 2L], keepdim: true);
        var units = exact / (norms + norms.eq(0));
        var stacked = units.flatten(0, 1);
        var isWide = vectors.shape[1] < vectors.shape[2];
        var pulls = isWide ? units.matmul(units.mT).matmul(exact) : exact.matmul(units.mT.matmul(units));
        return new Interference(stacked.mT.matmul(stacked), pulls.sum(dim: 0));
    }

    /// <summary>Half the gradient at a matrix.</summary>
    /// <param name="matrix">[rows, columns], borrowed.</param>
    /// <returns>float64 [rows, columns].</returns>
    public Tensor HalfGradient(Tensor matrix) => matrix.to(float64).matmul(Gram) - Pull;

    /// <summary>A matrix moved towards the optimum B C⁻¹, along each eigenvector of C by a share of the way.</summary>
    /// <param name="start">[rows, columns], borrowed.</param>
    /// <param name="filter">From the eigenvalues, largest first, [columns], to the shares, from 0 to 1.</param>
    /// <returns>[rows, columns], of the type of <paramref name="start"/>.</returns>
    public Tensor Approach(Tensor start, Func<Tensor, Tensor> filter)
    {
        var (ascending, columns) = linalg.eigh(Gram);
        var (values, basis) = (ascending.flip(0).clamp(min: LeastEigenvalue), columns.flip(1));
        var exact = start.to(float64);
        var way = (Pull.matmul(basis) / values) - exact.matmul(basis);
        return (exact + (way * filter(values)).matmul(basis.mT)).to(start.dtype);
    }
}
