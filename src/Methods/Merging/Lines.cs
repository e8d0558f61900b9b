using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// LiNeS: scales a merged task vector by depth, α + β l/(L − 1) in block l of L and α outside the blocks, since deep layers carry what is
/// special to a task. Wang et al. 2025, arXiv:2410.17146. α = 1/T · ‖Σ τt‖₁ / ‖τ‖₁ as in the authors' code.
/// </summary>
[Published("Wang et al. 2025, arXiv:2410.17146", "θ0 + (α + β l/(L − 1)) τ in block l of L, τ of another merge", Golden = "lines")]
public sealed record Lines : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => Rule == LinesRule.TaskArithmetic ? "lines" : "lines-ties";

    /// <summary>Whose task vector is scaled; default the sum of all.</summary>
    public LinesRule Rule { get; init; } = LinesRule.TaskArithmetic;

    /// <summary>β, what the last block gets beyond the first; finite; default 0.5. The paper searches it.</summary>
    public double Slope { get; init => field = Setting.Finite(value); } = 0.5;

    /// <inheritdoc/>
    public IEnumerable<IMergeMethod> Grid() => Setting.Steps(0, 1, 0.1m).Select(slope => this with { Slope = slope });

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        using var untracked = no_grad();
        IMergeMethod inner = Rule == LinesRule.TaskArithmetic ? new TaskArithmetic { Scale = 1 } : Ties.AsPublished;
        var merged = (SingleModel)inner.Merge(input);
        Scale(input, merged.Weights, Intercept(input, merged.Weights), Slope);
        return merged;
    }

    /// <summary>Scales by depth, in place, what weights are beyond θ0.</summary>
    internal static void Scale(MergeInput input, Weights merged, double intercept, double slope)
    {
        foreach (var name in merged.Names.Where(merged.IsFloatingPoint))
        {
            using var scope = NewDisposeScope();
            var anchor = input.Base.Take(name);
            merged[name].sub_(anchor).mul_(Factor(input.Backbone, name, intercept, slope)).add_(anchor);
        }
    }

    /// <summary>What a tensor's change is multiplied by.</summary>
    internal static double Factor(IBackbone backbone, string name, double intercept, double slope) =>
        intercept + (backbone.RoleOf(name).Block is { } block ? slope * block / Math.Max(backbone.Blocks - 1, 1) : 0);

    /// <summary>α: 1/T times how much shorter the merge made the sum of the task vectors, in the L1 norm; 1/T where there is none.</summary>
    internal static double Intercept(MergeInput input, Weights merged)
    {
        double all = 0, kept = 0;
        foreach (var name in input.Base.Names.Where(input.Base.IsFloatingPoint))
        {
            using var scope = NewDisposeScope();
            var tensor = TensorMerge.Of(input, name, input.Base.Take(name));
            all += Length(tensor.TaskVectors().sum(dim: 0));
            kept += Length(merged[name] - tensor.Anchor);
        }
        return (kept > 0 ? all / kept : 1) / input.Experts.Length;
    }

    private static double Length(Tensor vector) => vector.abs().sum(ScalarType.Float64).item<double>();
}
