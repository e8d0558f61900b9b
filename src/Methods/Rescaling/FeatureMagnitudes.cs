using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>MAGIC's calibration in feature space. A layer's task feature is what its task vector adds to what the base's layer gives for the same input.</summary>
internal static class FeatureMagnitudes
{
    /// <summary>Scales each linear layer's task vector, in place, by the mean over tasks of how much larger the expert's task feature is.</summary>
    /// <param name="weights">The merged weights; all layers are looked at before any is scaled.</param>
    /// <param name="experts">Those of the tasks the weights serve.</param>
    /// <param name="images">Images a task.</param>
    /// <param name="input">Base and images.</param>
    public static void Match(Weights weights, ImmutableArray<Expert> experts, int images, RepairInput input)
    {
        var ratios = input.Backbone.LinearLayers.ToDictionary(layer => layer, _ => new List<double>());
        foreach (var expert in experts)
        {
            using var batch = input.ImagesOf(expert.Task).Take(CalibrationImages.Draw(input, expert.Task, images));
            input.Backbone.Encode(weights, batch, linear: call =>
            {
                ratios[call.Layer].Add(Ratio(call, expert.Weights, input.Base));
                return call.Run();
            }).Dispose();
        }
        foreach (var (layer, found) in ratios)
        {
            Scale(weights[layer.WeightName], input.Base[layer.WeightName], found.Average());
            Scale(weights[layer.BiasName], input.Base[layer.BiasName], found.Average());
        }
    }

    private static double Ratio(LinearCall call, Weights expert, Weights anchor)
    {
        using var scope = NewDisposeScope();
        Tensor matrix = anchor[call.Layer.WeightName], bias = anchor[call.Layer.BiasName];
        var own = Magnitudes(call.Weight, call.Bias);
        var wanted = Magnitudes(expert[call.Layer.WeightName], expert[call.Layer.BiasName]);
        // A token the merged layer treats as the base does has nothing to scale.
        return where(own > 0, wanted / own, ones_like(own)).mean().item<float>();

        Tensor Magnitudes(Tensor weight, Tensor shift) => linear(call.Input, weight - matrix, shift - bias).abs().sum(dim: -1);
    }

    private static void Scale(Tensor tensor, Tensor anchor, double factor)
    {
        using var scope = NewDisposeScope();
        tensor.copy_(anchor + ((tensor - anchor) * factor));
    }
}
