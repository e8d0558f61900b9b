using SurgeryBench.Core;

namespace SurgeryBench.Methods.Merging;

/// <summary>Traditional multi-task learning: the one encoder that was trained on all tasks' labelled data at once.</summary>
[Published("traditional multi-task learning", "one encoder trained on all tasks at once")]
public sealed record MultiTask : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "mtl";

    /// <inheritdoc/>
    public bool IsReference => true;

    /// <inheritdoc/>
    public bool NeedsMultiTask => true;

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The zoo has no jointly trained model.</exception>
    public MergedModel Merge(MergeInput input) =>
        new SingleModel(input.Backbone, input.MultiTask?.Clone() ?? throw new BadInputException("The zoo holds no jointly trained model, which the row 'mtl' reports."));
}
