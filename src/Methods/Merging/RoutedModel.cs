using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>An encoder whose perceptrons have weights of their own for each image, as gates say. Owns everything it is given.</summary>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="weights">Merged, but for the perceptrons, which are the base's.</param>
/// <param name="vectors">What the gates weight.</param>
/// <param name="gates">One a block, or one for all.</param>
internal sealed class RoutedModel(IBackbone backbone, Weights weights, RoutedVectors vectors, ImmutableArray<Gate> gates) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => vectors.Stored + gates.SelectMany(gate => gate.Parameters).Sum(parameter => parameter.numel());

    /// <summary>Those of the gates, one a block, and of forming each image's own perceptrons.</summary>
    public override long ExtraMultiplyAdds =>
        vectors.MultiplyAdds + Enumerable.Range(0, backbone.Blocks).Sum(block => GateOf(block).MultiplyAdds(backbone.Tokens));

    /// <summary>The gates; still owned by this model.</summary>
    public ImmutableArray<Gate> Gates => gates;

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null)
    {
        Tensor? coefficients = null;
        return backbone.Encode(weights, images, afterBlock, call =>
        {
            if (!RoutedVectors.IsRouted(call.Layer)) return call.Run();
            if (call.Layer.Role == LinearRole.Expand) coefficients = GateOf(call.Layer.Block).Coefficients(call.Input);
            return RoutedLayer.Run(call, vectors[call.Layer.WeightName], vectors[call.Layer.BiasName], coefficients!);
        });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        weights.Dispose();
        vectors.Dispose();
        foreach (var gate in gates) gate.Dispose();
    }

    private Gate GateOf(int block) => gates[gates.Length == 1 ? 0 : block];
}
