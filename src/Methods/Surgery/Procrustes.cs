using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// The embedding is turned for each task by the rotation that takes it nearest to the expert's, as in the last step of MOMA (2024,
/// arXiv:2412.13526). A rotation can be folded into the task's classifier without rest, and then costs nothing; here it stays apart, so that
/// embeddings can be compared. MOMA's mask of the task vectors is left out, since that is a merge.
/// </summary>
public sealed record Procrustes : IRepair
{
    /// <inheritdoc/>
    public string Name => "procrustes";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <inheritdoc/>
    public MergedModel Repair(MergedModel merged, RepairInput input)
    {
        using var untracked = no_grad();
        return SurgicalModel.Of(merged, input.Experts.Select(expert => new TaskModules([], Rotation(merged, expert.Task, input))), input);
    }

    private static MapModule Rotation(MergedModel merged, string task, RepairInput input)
    {
        input.Cancellation.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        var (found, wanted) = Embeddings.Pairs(merged, task, input);
        return new MapModule(ThinSvd.Polar(wanted.to(float64).t().matmul(found.to(float64))).to_type(found.dtype));
    }
}
