using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// The linear layer that gives, on a merged model's inputs, what several experts' layers give on theirs, each task with the same weight, and that
/// stays near an anchor. With C = E[x xᵀ] and B = E[x x̂ᵀ] of a task, both over ‖C‖, it solves (Σ C + λI) Wᵀ = Σ B Wtᵀ + λAᵀ. All sums are float64.
/// </summary>
internal sealed class LayerFit
{
    private readonly Tensor left, right, anchor, anchorBias;
    private readonly double ridge;
    private readonly List<(Tensor Matrix, Tensor Bias, Tensor Found, Tensor Wanted, double Share)> tasks = [];

    /// <summary>Begins with the anchor alone, in the current dispose scope.</summary>
    /// <param name="anchor">A, [out, in], borrowed.</param>
    /// <param name="anchorBias">Its bias, [out], borrowed.</param>
    /// <param name="ridge">λ; above 0.</param>
    public LayerFit(Tensor anchor, Tensor anchorBias, double ridge)
    {
        (this.anchor, this.anchorBias, this.ridge) = (anchor.to(float64), anchorBias.to(float64), ridge);
        left = eye(anchor.shape[1], dtype: float64, device: anchor.device) * ridge;
        right = this.anchor.t() * ridge;
    }

    /// <summary>Adds a task.</summary>
    /// <param name="matrix">Wt, [out, in], borrowed.</param>
    /// <param name="bias">Its bias, [out], borrowed.</param>
    /// <param name="found">x, what enters the merged layer, [rows, in], borrowed.</param>
    /// <param name="wanted">x̂, what the expert's layer is asked about, [rows, in], borrowed.</param>
    /// <param name="weights">Of the rows, [rows, 1], summing to 1, borrowed.</param>
    public void Add(Tensor matrix, Tensor bias, Tensor found, Tensor wanted, Tensor weights)
    {
        Tensor x = found.to(float64), target = wanted.to(float64), weighted = x * weights, own = matrix.to(float64);
        var gram = weighted.t().matmul(x);
        var share = gram.norm().item<double>() is var norm and > 0 ? 1 / norm : 0;
        left.add_(gram, share);
        right.add_(weighted.t().matmul(target).matmul(own.t()), share);
        tasks.Add((own, bias.to(float64), weighted.sum(dim: 0), (target * weights).sum(dim: 0), share));
    }

    /// <summary>The layer: its matrix [out, in] and bias [out], float64, in the current dispose scope.</summary>
    public (Tensor Matrix, Tensor Bias) Solve()
    {
        var matrix = cholesky_solve(right, linalg.cholesky(left)).t();
        var biases = tasks.Select(task => (task.Bias + task.Matrix.matmul(task.Wanted) - matrix.matmul(task.Found)) * task.Share);
        var bias = biases.Aggregate(anchorBias * ridge, (sum, one) => sum + one) / (tasks.Sum(task => task.Share) + ridge);
        return (matrix, bias);
    }
}
