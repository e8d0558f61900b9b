using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>DARE's random drop: an entry of a task vector stays where a uniform number is above p, and grows by 1/(1 - p).</summary>
internal static class Drop
{
    /// <summary>Drops.</summary>
    /// <param name="vector">A task vector, borrowed.</param>
    /// <param name="uniform">Numbers from 0 to 1, one an entry, borrowed.</param>
    /// <param name="rate">p.</param>
    public static Tensor Of(Tensor vector, Tensor uniform, double rate) => vector * uniform.gt(rate) / (1 - rate);

    /// <summary>The drop by magnitude that MergeLM offers beside the random one: the smallest entries of a tensor go, the rest is as it was.</summary>
    /// <param name="vector">Of a tensor, contiguous, borrowed.</param>
    /// <param name="rate">Share of the entries that go, rounded down; entries equal to the largest of them go too.</param>
    public static Tensor Smallest(Tensor vector, double rate)
    {
        var count = (long)(vector.numel() * rate);
        return count == 0 ? vector.clone() : vector * vector.abs().gt(MagnitudeRank.Of(vector.flatten(), count));
    }

    /// <summary>Experts whose task vectors are dropped from when a tensor is read, so that any merge can be made of them.</summary>
    /// <param name="input">Base and experts, borrowed for as long as the result is used.</param>
    /// <param name="rate">p.</param>
    /// <param name="uniform">The numbers for a task's tensor of a name and shape.</param>
    public static ImmutableArray<Expert> Experts(MergeInput input, double rate, Func<string, string, long[], Tensor> uniform) =>
        [.. input.Experts.Select(expert => expert with { Weights = Weights.Stored(input.Base.Names.Select(name => Stored(input, expert, name, rate, uniform)), Stream.Null) })];

    private static StoredTensor Stored(MergeInput input, Expert expert, string name, double rate, Func<string, string, long[], Tensor> uniform) =>
        new(name, input.Base.ShapeOf(name), input.Base.TypeOf(name), () =>
        {
            using var scope = NewDisposeScope();
            var anchor = input.Base.Take(name);
            var dropped = anchor.is_floating_point()
                ? anchor + Of(expert.Weights.Take(name) - anchor, uniform(expert.Task, name, anchor.shape).to(anchor.device), rate)
                : anchor.clone();
            return dropped.MoveToOuterDisposeScope();
        });
}
