using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// TSV-Compress: an encoder for each task, θ0 plus the task's own vector with every matrix of rank R cut to its ⌊R/T⌋ largest singular
/// triples. All tasks together store about one encoder more. Gargiulo et al. 2025, arXiv:2412.00081.
/// </summary>
[Published("Gargiulo et al. 2025, arXiv:2412.00081", "θ0 + top 1/T of the singular triples of τt for task t")]
public sealed record TsvC : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "tsv-c";

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        var stored = 0L;
        var weights = input.Experts.ToDictionary(expert => expert.Task, expert => input.Base.Map((name, anchor) =>
        {
            if (!anchor.is_floating_point()) return anchor.clone();
            var (tensor, numbers) = Compress(TensorMerge.Of(input with { Experts = [expert] }, name, anchor), input.Experts.Length);
            stored += numbers;
            return tensor;
        }));
        return new PerTaskModel(input.Backbone, weights, stored);
    }

    private static (Tensor Restored, long Numbers) Compress(TensorMerge tensor, int tasks)
    {
        if (!tensor.IsMatrix) return (tensor.Experts[0].clone(), tensor.Anchor.numel());
        var kept = ThinSvd.Of(tensor.TaskVectors()[0]).TopShare(tasks);
        return (tensor.Anchor + kept.Compose(), kept.U.numel() + kept.S.numel() + kept.V.numel());
    }
}
