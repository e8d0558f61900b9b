using SurgeryBench.Core;

namespace SurgeryBench.Methods.Merging;

/// <summary>The base as it is: the starting point every merge has to beat.</summary>
[Published("the base as it is", "θ0")]
public sealed record Pretrained : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "pretrained";

    /// <inheritdoc/>
    public bool IsReference => true;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input) => new SingleModel(input.Backbone, input.Base.Clone());
}
