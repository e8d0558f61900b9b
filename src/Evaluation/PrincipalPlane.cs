using static TorchSharp.torch;

namespace SurgeryBench.Evaluation;

/// <summary>The plane in which points vary most: their first two principal components.</summary>
public static class PrincipalPlane
{
    /// <summary>Projects points.</summary>
    /// <param name="rows">A row a point, [n, width] with a width of at least 2, borrowed.</param>
    /// <returns>
    /// [n, 2] in double precision, the direction of most variance first, each turned so that its largest entry is positive. In the caller's dispose scope.
    /// </returns>
    public static Tensor Of(Tensor rows)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var exact = rows.cpu().to_type(ScalarType.Float64);
        var centred = exact - exact.mean([0], keepdim: true);
        var (_, vectors) = linalg.eigh(centred.T.matmul(centred));
        // Values rise.
        var axes = vectors.narrow(1, vectors.shape[1] - 2, 2).flip(1);
        var largest = axes.gather(0, axes.abs().argmax(0, keepdim: true));
        return centred.matmul(axes * largest.sign()).MoveToOuterDisposeScope();
    }
}
