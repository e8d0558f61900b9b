using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// The affine map of limited rank that predicts outputs from inputs with least squared error and a ridge that pulls its matrix towards a prior
/// A₀: with S the covariance of the inputs, Q that of inputs and outputs and A = (S + λI)⁻¹ (Q + λA₀), it is A V Vᵀ for the leading
/// eigenvectors V of Aᵀ (S + λI) A. Without data it is the prior, cut by its singular values; without ridge plain regression. All sums are float64.
/// </summary>
internal static class ReducedRankRegression
{
    private const int RowsAtOnce = 4096;

    /// <summary>Fits the map, in the current dispose scope.</summary>
    /// <param name="inputs">[..., in], a row a sample, borrowed; at least one row.</param>
    /// <param name="outputs">[..., out], as many rows, borrowed.</param>
    /// <param name="rank">Largest rank; above 0. No more than the outputs' width are of use.</param>
    /// <param name="ridge">λ as a multiple of the mean variance of an input; above 0.</param>
    /// <param name="prior">A₀ as it multiplies a column, [out, in], borrowed; null for zero.</param>
    /// <returns>The map, float64.</returns>
    public static LowRankMap Fit(Tensor inputs, Tensor outputs, int rank, double ridge, Tensor? prior = null)
    {
        using var scope = NewDisposeScope();
        Tensor x = inputs.flatten(0, -2), y = outputs.flatten(0, -2);
        Tensor meanX = x.mean([0], type: float64), meanY = y.mean([0], type: float64);
        var (covariance, cross) = Moments(x, meanX, y, meanY);
        var variance = covariance.diagonal().mean().item<double>();
        var pull = variance > 0 ? ridge * variance : 1;
        covariance.diagonal().add_(pull);
        var right = prior is null ? cross : cross + (prior.to(float64).t() * pull);
        var lower = linalg.cholesky(covariance);
        var (down, up) = x.shape[1] < y.shape[1] ? OnInputs(lower, right, rank) : OnOutputs(lower, right, rank);
        var bias = meanY - up.matmul(down.matmul(meanX));
        return new LowRankMap(down.MoveToOuterDisposeScope(), up.MoveToOuterDisposeScope(), bias.MoveToOuterDisposeScope());
    }

    private static (Tensor Down, Tensor Up) OnOutputs(Tensor lower, Tensor right, int rank)
    {
        var full = cholesky_solve(right, lower);
        var up = Leading(right.t().matmul(full), rank);
        return (full.matmul(up).t(), up);
    }

    // The same map: with S + λI = L Lᵀ and B = Lᵀ A, the spectrum of B Bᵀ, which is the smaller matrix where there are fewer inputs, is that of Bᵀ B.
    private static (Tensor Down, Tensor Up) OnInputs(Tensor lower, Tensor right, int rank)
    {
        var half = linalg.solve_triangular(lower, right, upper: false);
        var left = Leading(half.matmul(half.t()), rank);
        return (linalg.solve_triangular(lower.t(), left, upper: true).t(), half.t().matmul(left));
    }

    // Eigenvalues ascend, and each is the error that its direction takes away.
    private static Tensor Leading(Tensor gain, int rank) =>
        linalg.eigh((gain + gain.t()) / 2).Item2.narrow(1, Math.Max(0, gain.shape[0] - rank), Math.Min(rank, gain.shape[0]));

    // Centred before they are multiplied, a few rows at a time: the means of activations are large beside their spread.
    private static (Tensor Covariance, Tensor Cross) Moments(Tensor x, Tensor meanX, Tensor y, Tensor meanY)
    {
        var covariance = zeros([x.shape[1], x.shape[1]], float64, x.device);
        var cross = zeros([x.shape[1], y.shape[1]], float64, x.device);
        for (long start = 0; start < x.shape[0]; start += RowsAtOnce)
        {
            using var step = NewDisposeScope();
            var count = Math.Min(RowsAtOnce, x.shape[0] - start);
            Tensor centredX = x.narrow(0, start, count).to(float64) - meanX, centredY = y.narrow(0, start, count).to(float64) - meanY;
            covariance.add_(centredX.t().matmul(centredX), 1.0 / x.shape[0]);
            cross.add_(centredX.t().matmul(centredY), 1.0 / x.shape[0]);
        }
        return (covariance, cross);
    }
}
