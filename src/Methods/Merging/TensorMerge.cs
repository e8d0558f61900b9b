using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>One tensor of a merge: what a formula is applied to. All of it is borrowed.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Role">What it is in the encoder.</param>
/// <param name="Anchor">The base's tensor, floating-point.</param>
/// <param name="Experts">The experts' tensors of the same shape, in suite order.</param>
/// <param name="Input">The whole merge.</param>
public sealed record TensorMerge(string Name, TensorRole Role, Tensor Anchor, ImmutableArray<Tensor> Experts, MergeInput Input)
{
    /// <summary>The tensor of a name. The experts' are read into the caller's dispose scope.</summary>
    /// <param name="input">The whole merge.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="anchor">The base's tensor, borrowed.</param>
    public static TensorMerge Of(MergeInput input, string name, Tensor anchor) =>
        new(name, input.Backbone.RoleOf(name), anchor, [.. input.Experts.Select(expert => expert.Weights.Take(name))], input);

    /// <summary>τt of the papers, a new tensor [T, shape of the tensor] in the caller's dispose scope.</summary>
    public Tensor TaskVectors() => stack(Experts) - Anchor;

    /// <summary>Whether it is a matrix in the sense of the methods that decompose: two dimensions, and not the text tower's projection.</summary>
    public bool IsMatrix => Anchor.dim() == 2 && !Name.Contains("text_projection", StringComparison.Ordinal);
}
