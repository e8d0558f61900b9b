using static TorchSharp.torch;

namespace SurgeryBench.Evaluation;

/// <summary>
/// Linear centred kernel alignment of two representations of the same images, ‖YᵀX‖² / (‖XᵀX‖ ‖YᵀY‖) of centred X and Y in the Frobenius norm: 1
/// where they are equal up to rotation and scale. Kornblith et al. 2019, arXiv:1905.00414.
/// </summary>
public static class LinearCka
{
    /// <summary>The similarity, computed in double precision.</summary>
    /// <param name="first">A row an image, [n, width], borrowed.</param>
    /// <param name="second">The same images in the same order, [n, any width], borrowed.</param>
    /// <returns>0 to 1; NaN if either is the same for all images.</returns>
    public static double Of(Tensor first, Tensor second)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = (Centred(first), Centred(second));
        var shared = y.T.matmul(x).square().sum();
        return (shared / (x.T.matmul(x).norm() * y.T.matmul(y).norm())).item<double>();
    }

    private static Tensor Centred(Tensor rows)
    {
        var exact = rows.to_type(ScalarType.Float64);
        return exact - exact.mean([0], keepdim: true);
    }
}
