using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>A matrix as U diag(S) Vᵀ, singular values largest first. Leading dimensions, if any, number matrices.</summary>
/// <param name="U">[..., rows, r].</param>
/// <param name="S">[..., r].</param>
/// <param name="V">[..., columns, r].</param>
internal sealed record ThinSvd(Tensor U, Tensor S, Tensor V)
{
    /// <summary>The decomposition with as many triples as the shorter side has entries.</summary>
    /// <param name="matrices">[..., rows, columns], borrowed.</param>
    public static ThinSvd Of(Tensor matrices)
    {
        // The routine is faster on tall matrices.
        var wide = matrices.shape[^2] < matrices.shape[^1];
        var (left, values, right) = linalg.svd(wide ? matrices.mT : matrices, fullMatrices: false);
        return wide ? new ThinSvd(right.mT, values, left) : new ThinSvd(left, values, right.mT);
    }

    /// <summary>
    /// The triples of the largest singular values alone, by the spectrum of the smaller Gram matrix in float64: much cheaper for few of a large
    /// matrix. Values below a hundred-millionth of the largest drown in rounding.
    /// </summary>
    /// <param name="matrix">[rows, columns], borrowed.</param>
    /// <param name="count">How many; all if there are fewer.</param>
    public static ThinSvd Leading(Tensor matrix, long count)
    {
        var wide = matrix.shape[0] < matrix.shape[1];
        var tall = (wide ? matrix.t() : matrix).to(float64);
        var (squares, vectors) = linalg.eigh(tall.t().matmul(tall));
        count = Math.Min(count, squares.shape[0]);
        Tensor right = vectors.narrow(1, squares.shape[0] - count, count).flip(1), scaled = tall.matmul(right), values = scaled.norm(0, p: 2f);
        var left = scaled / values.clamp_min(double.Epsilon);
        return new ThinSvd((wide ? right : left).to(matrix.dtype), values.to(matrix.dtype), (wide ? left : right).to(matrix.dtype));
    }

    /// <summary>The orthogonal factor of the polar decomposition: the matrix with orthonormal columns or rows that is nearest.</summary>
    /// <param name="matrix">[rows, columns], borrowed.</param>
    public static Tensor Polar(Tensor matrix)
    {
        var svd = Of(matrix);
        return svd.U.matmul(svd.V.mT);
    }

    /// <summary>The triples of the largest singular values; all if there are fewer.</summary>
    public ThinSvd Top(long count)
    {
        count = Math.Min(count, S.shape[^1]);
        return new ThinSvd(U.narrow(-1, 0, count), S.narrow(-1, 0, count), V.narrow(-1, 0, count));
    }

    /// <summary>The share of the triples that each of several tasks may keep, rounded down as the TSV code rounds: r · (1/tasks).</summary>
    public ThinSvd TopShare(long tasks) => Top((long)(S.shape[^1] * (1.0 / tasks)));

    /// <summary>The triples of several matrices, [n, ...], as columns of one: the first matrix's first.</summary>
    public ThinSvd SideBySide() => new(cat([.. U.unbind(0)], 1), S.flatten(), cat([.. V.unbind(0)], 1));

    /// <summary>The triples of this matrix, then those of another.</summary>
    public ThinSvd Beside(ThinSvd other) => new(cat([U, other.U], 1), cat([S, other.S]), cat([V, other.V], 1));

    /// <summary>The same singular values with vectors that are orthonormal again: U and V give way to their polar factors.</summary>
    public ThinSvd Orthogonalised() => this with { U = Polar(U), V = Polar(V) };

    /// <summary>The same vectors with all singular values at their mean.</summary>
    public ThinSvd Flattened() => this with { S = S.mean([-1L], keepdim: true).expand_as(S) };

    /// <summary>U diag(S) Vᵀ.</summary>
    public Tensor Compose() => (U * S.unsqueeze(-2)).matmul(V.mT);
}
