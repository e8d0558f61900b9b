using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// The affine map of limited rank that predicts outputs from inputs with least squared error and a ridge on its matrix: with S the
/// covariance of the inputs, Q that of inputs and outputs and A = (S + λI)⁻¹ Q, it is A V Vᵀ for the leading eigenvectors V of Qᵀ A. All sums
/// are float64.
/// </summary>
/// <param name="Down">[rank, in], float64.</param>
/// <param name="Up">[out, rank], float64.</param>
/// <param name="Bias">[out], float64.</param>
internal sealed record ReducedRankRegression(Tensor Down, Tensor Up, Tensor Bias)
{
    private const int RowsAtOnce = 4096;

    /// <summary>Fits the map, in the current dispose scope.</summary>
    /// <param name="inputs">[..., in], a row a sample, borrowed; at least one row.</param>
    /// <param name="outputs">[..., out], as many rows, borrowed.</param>
    /// <param name="rank">Largest rank; above 0. No more than the outputs' width are of use.</param>
    /// <param name="ridge">λ as a multiple of the mean variance of an input; above 0.</param>
    public static ReducedRankRegression Fit(Tensor inputs, Tensor outputs, int rank, double ridge)
    {
        using var scope = NewDisposeScope();
        Tensor x = inputs.flatten(0, -2), y = outputs.flatten(0, -2);
        Tensor meanX = x.mean([0], type: float64), meanY = y.mean([0], type: float64);
        var (covariance, cross) = Moments(x, meanX, y, meanY);
        var variance = covariance.diagonal().mean().item<double>();
        covariance.diagonal().add_(variance > 0 ? ridge * variance : 1);
        var full = cholesky_solve(cross, linalg.cholesky(covariance));
        var gain = cross.t().matmul(full);
        // Eigenvalues ascend, and each is the error that its direction takes away.
        var up = linalg.eigh((gain + gain.t()) / 2).Item2.narrow(1, Math.Max(0, gain.shape[0] - rank), Math.Min(rank, gain.shape[0]));
        var down = full.matmul(up).t();
        var bias = meanY - up.matmul(down.matmul(meanX));
        return new ReducedRankRegression(down.MoveToOuterDisposeScope(), up.MoveToOuterDisposeScope(), bias.MoveToOuterDisposeScope());
    }

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
