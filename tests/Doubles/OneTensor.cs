using SurgeryBench.Core;
using SurgeryBench.Models;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Merges of models that consist of one tensor <c>w</c>, for numbers worked out beside.</summary>
internal static class OneTensor
{
    /// <summary>Merges rows of numbers.</summary>
    public static float[] Merge(IMergeMethod method, float[] anchor, params float[][] experts) => MergeShaped(method, [anchor.Length], anchor, experts);

    /// <summary>Merges tensors of a shape.</summary>
    public static float[] MergeShaped(IMergeMethod method, long[] shape, float[] anchor, params float[][] experts)
    {
        using var start = Of(anchor, shape);
        var input = new MergeInput
        {
            Base = start,
            Experts = [.. experts.Select((values, t) => new Expert($"{t}", Of(values, shape), new Head(ones(2, 2))))],
            Backbone = BackboneCatalog.Find("vit-mini"),
        };
        using var model = (SingleModel)method.Merge(input);
        foreach (var expert in input.Experts)
        {
            expert.Weights.Dispose();
            expert.Head.Dispose();
        }
        return model.Weights["w"].data<float>().ToArray();
    }

    private static Weights Of(float[] values, long[] shape) => new([KeyValuePair.Create("w", tensor(values).reshape(shape))]);
}
