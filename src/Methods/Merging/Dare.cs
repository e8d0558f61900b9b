using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// DARE: drops random entries of every task vector, rescales the others, then merges by another rule. Yu et al. 2024, arXiv:2311.03099.
/// The drop rate is FusionBench's for image encoders; the paper drops up to nine tenths of language models.
/// </summary>
[Published("Yu et al. 2024, arXiv:2311.03099", "a merge of θ0 + τt ⊙ [u > p] / (1 − p), u uniform", Golden = "dare")]
public sealed record Dare : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => Rule switch { DareRule.TaskArithmetic => "dare-task-arithmetic", DareRule.Ties => "dare-ties", _ => "dare" };

    /// <summary>How what is left is merged; default the mean.</summary>
    public DareRule Rule { get; init; } = DareRule.Average;

    /// <summary>p, the share that is dropped, in (0, 1); default 0.5.</summary>
    public double DropRate { get; init => field = Setting.Between(0, 1, value); } = 0.5;

    /// <summary>λ of the rules that have one; finite; default 0.3.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <inheritdoc/>
    public IEnumerable<IMergeMethod> Grid() => new[] { 0.3, 0.5, 0.7, 0.9 }.Select(rate => this with { DropRate = rate });

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        var experts = Drop.Experts(input, DropRate, (task, name, shape) =>
        {
            using var generator = input.Seed.For($"{task}/{name}").Generator();
            return rand(shape, generator: generator);
        });
        try
        {
            return Inner.Merge(input with { Experts = experts });
        }
        finally
        {
            foreach (var expert in experts) expert.Weights.Dispose();
        }
    }

    private IMergeMethod Inner => Rule switch
    {
        DareRule.TaskArithmetic => new TaskArithmetic { Scale = Scale },
        DareRule.Ties => new Ties { Scale = Scale },
        _ => new WeightAveraging(),
    };
}
