using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Twin-Merging with the task told instead of routed: θ_* = θ0 + λ Σ τt is shared, and each task adds its exclusive knowledge θt − θ_*,
/// of which the largest entries of each tensor are kept; tensors of one dimension are kept whole, as in the authors' code. The paper trains
/// a router on labelled inputs to weight the tasks' knowledge; here the task id takes its place, which is a router that never errs.
/// Lu et al. 2024, arXiv:2406.15479.
/// </summary>
/// <remarks>Stored beyond θ_*: for each task the kept entries, and a bit an entry for their positions where not all are kept.</remarks>
[Published("Lu et al. 2024, arXiv:2406.15479", "θ_* + largest entries of θt − θ_* for task t, θ_* = θ0 + λ Σ τt")]
public sealed record Twin : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "twin";

    /// <summary>λ of the shared model; finite; default 0.3.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <summary>Share of the exclusive knowledge that is kept of each tensor, at least one entry, in (0, 1); default 0.1.</summary>
    public double Density { get; init => field = Setting.Between(0, 1, value); } = 0.1;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        return new PerTaskModel(input.Backbone, TaskWeights.Build(input, Merge), ExtraParameters(input));
    }

    private Tensor Merge(TensorMerge tensor)
    {
        var shared = tensor.Anchor + (tensor.TaskVectors().sum(dim: 0) * Scale);
        return stack([.. tensor.Experts.Select(expert => shared + Compress(expert - shared))]);
    }

    private Tensor Compress(Tensor knowledge)
    {
        if (knowledge.dim() < 2) return knowledge;
        var flat = knowledge.flatten();
        var largest = flat.abs().topk((int)Kept(flat.numel()), 0).indexes;
        return zeros_like(flat).scatter_(0, largest, flat.gather(0, largest)).reshape(knowledge.shape);
    }

    private long Kept(long entries) => Math.Max(1, (long)(entries * Density));

    private long ExtraParameters(MergeInput input) =>
        input.Experts.Length * input.Base.Names.Where(input.Base.IsFloatingPoint).Sum(name =>
        {
            var entries = input.Base.CountOf(name);
            return input.Base.ShapeOf(name).Length < 2 ? entries : Kept(entries) + (entries / PerTaskModel.MaskBits);
        });
}
