using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Iso-CTS: θ = θ0 + α τ. For a matrix, the largest singular directions of the summed task vectors make room for the largest of each task
/// that lie outside them; all are orthogonalised and get the same singular value, their mean. Other tensors: the mean.
/// Marczak et al. 2025, arXiv:2502.04959.
/// </summary>
[Published("Marczak et al. 2025, arXiv:2502.04959", "Iso-C on common and task-specific singular directions", Golden = "iso")]
public sealed record IsoCts : PerMatrixMethod
{
    /// <inheritdoc/>
    public override string Name => "iso-cts";

    /// <summary>α; finite; default 1. The paper searches it on validation data.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 1;

    /// <summary>Share of the directions that are common, in (0, 1); rounded so that the tasks share the rest evenly; default 0.8.</summary>
    public double CommonShare { get; init => field = Setting.Between(0, 1, value); } = 0.8;

    /// <inheritdoc/>
    public override IEnumerable<IMergeMethod> Grid() => Setting.Steps(0.2m, 2, 0.2m).Select(scale => this with { Scale = scale });

    /// <inheritdoc/>
    protected override double Coefficient => Scale;

    /// <inheritdoc/>
    protected internal override Tensor MergeMatrix(Tensor vectors)
    {
        var ownRank = OwnRank(Math.Min(vectors.shape[1], vectors.shape[2]), vectors.shape[0]);
        var sum = ThinSvd.Of(vectors.sum(dim: 0));
        var common = sum.Top(sum.S.shape[0] - (ownRank * vectors.shape[0]));
        var outside = vectors - common.U.matmul(common.U.mT.matmul(vectors));
        return ThinSvd.Of(outside).Top(ownRank).SideBySide().Beside(common).Orthogonalised().Flattened().Compose();
    }

    /// <summary>How many directions of its own each task gets.</summary>
    /// <param name="rank">Directions in all.</param>
    /// <param name="tasks">Number of tasks.</param>
    internal long OwnRank(long rank, long tasks) => (long)Math.Round((rank - (long)(rank * CommonShare)) / (double)tasks, MidpointRounding.ToEven);
}
