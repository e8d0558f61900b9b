using SurgeryBench.Core;

namespace SurgeryBench.Methods.Merging;

/// <summary>Each task by its own expert, the row other tables call "expert per task": the upper bound that costs one encoder a task.</summary>
[Published("the experts as they are", "θt for task t")]
public sealed record Individual : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "individual";

    /// <inheritdoc/>
    public bool IsReference => true;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        return new PerTaskModel(input.Backbone, input.Experts.ToDictionary(expert => expert.Task, expert => expert.Weights.Clone()));
    }
}
