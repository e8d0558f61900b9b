using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>
/// Mixture weights π(x) = softmax(Vᵀ[1, x]) that fit the responsibilities: their mean for constant weights, else steps of Böhning's bound
/// on the Hessian of a softmax regression (Böhning 1992), none of which can raise the loss. Owns its solver.
/// </summary>
internal sealed class GateStep : IDisposable
{
    private const double LeastWeight = 1e-12;
    private readonly MixtureProblem problem;
    private readonly Tensor ridge, solver;

    /// <summary>Prepares the bound.</summary>
    /// <param name="problem">Borrowed.</param>
    public GateStep(MixtureProblem problem)
    {
        this.problem = problem;
        using var scope = NewDisposeScope();
        var rows = problem.Design.shape[1];
        ridge = full([rows, 1], problem.Settings.GateRidge, dtype: float64).DetachFromDisposeScope();
        ridge[0] = 0;
        var bound = (problem.Design.t().matmul(problem.Design) / (2.0 * problem.Data.Count)) + diag(ridge.squeeze(1));
        solver = linalg.inv(bound).DetachFromDisposeScope();
    }

    /// <summary>log π, [n, K].</summary>
    /// <param name="design">[n, 1 + d].</param>
    /// <param name="gate">V, [1 + d, K].</param>
    public static Tensor LogWeights(Tensor design, Tensor gate) => design.matmul(gate).log_softmax(1);

    /// <summary>The cost of the gate's slopes in the objective, n·ridge/2·‖V‖².</summary>
    public double Penalty(Tensor gate) => problem.Data.Count / 2.0 * (ridge * gate.square()).sum().item<double>();

    /// <summary>The next gate, [1 + d, K], in the current scope.</summary>
    /// <param name="gate">The present one, borrowed.</param>
    /// <param name="responsibilities">[n, K], borrowed.</param>
    public Tensor Take(Tensor gate, Tensor responsibilities)
    {
        using var scope = NewDisposeScope();
        if (!problem.Settings.Gated) return Constant(gate, responsibilities).MoveToOuterDisposeScope();
        for (var step = 0; step < problem.Settings.InnerSteps; step++)
        {
            var excess = LogWeights(problem.Design, gate).exp() - responsibilities;
            gate = gate - solver.matmul((problem.Design.t().matmul(excess) / problem.Data.Count) + (ridge * gate));
        }
        return gate.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ridge.Dispose();
        solver.Dispose();
    }

    private static Tensor Constant(Tensor gate, Tensor responsibilities)
    {
        var constant = zeros_like(gate);
        constant[0] = responsibilities.mean([0L]).clamp(min: LeastWeight).log();
        return constant;
    }
}
