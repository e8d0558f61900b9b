using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// BitDelta: each expert as the base plus the signs of its task vector times one number a tensor, the mean magnitude. An entry that did not
/// change counts as plus. As in the paper, only matrices of the blocks' linear layers are told by signs; everything else is the expert's
/// own. The paper also tunes the numbers by distillation, for which this has no data: it is the paper's BitDelta-Initial.
/// Liu et al. 2024, arXiv:2402.10193.
/// </summary>
/// <remarks>
/// Stored beyond the base: for each task a bit an entry and a number a tensor where signs are told, and all entries where they are not, of
/// which one set takes the place of the base's.
/// </remarks>
[Published("Liu et al. 2024, arXiv:2402.10193", "θ0 + mean |τt| · sign τt for task t, a tensor at a time")]
public sealed record BitDelta : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "bitdelta";

    /// <summary>Whether biases, layer norms and whatever else lies outside the blocks' linear layers are told by signs too; default no, as in the paper.</summary>
    public bool AllTensors { get; init; }

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        return new PerTaskModel(input.Backbone, input.Experts.ToDictionary(expert => expert.Task, expert => Compress(expert, input)), ExtraParameters(input));
    }

    private Weights Compress(Expert expert, MergeInput input) => input.Base.Map((name, anchor) =>
    {
        if (!anchor.is_floating_point()) return anchor.clone();
        var own = expert.Weights.Take(name);
        if (!TellsSigns(name, input.Backbone)) return own.clone();
        var vector = own - anchor;
        var step = vector.abs().mean();
        return anchor + where(vector.lt(0), -step, step);
    });

    private bool TellsSigns(string name, IBackbone backbone) => AllTensors || backbone.RoleOf(name).Kind == TensorKind.LinearWeight;

    private long ExtraParameters(MergeInput input)
    {
        string[] signed = [.. input.Base.Names.Where(name => input.Base.IsFloatingPoint(name) && TellsSigns(name, input.Backbone))];
        var entries = signed.Sum(input.Base.CountOf);
        var tasks = input.Experts.Length;
        return (tasks * ((entries / PerTaskModel.MaskBits) + signed.Length)) + ((tasks - 1) * (input.Base.ParameterCount - entries));
    }
}
