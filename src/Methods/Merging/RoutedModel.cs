using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>An encoder whose perceptrons have weights of their own for each image, as gates say. Owns everything it is given.</summary>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="weights">Merged, but for the perceptrons, which are the base's.</param>
/// <param name="vectors">What the gates weight.</param>
/// <param name="gates">One a block, or one for all.</param>
internal sealed class RoutedModel(IBackbone backbone, Weights weights, RoutedVectors vectors, ImmutableArray<Gate> gates) : MergedModel
{
    // Each image's matrices are formed for it, as many at a time as a training batch has.
    private const int AtOnce = 16;

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
            return Run(call, coefficients!);
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

    private Tensor Run(LinearCall call, Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        var parts = call.Input.split(AtOnce).Zip(coefficients.split(AtOnce), (input, own) => Run(call with { Input = input }, own, call.Layer));
        return cat([.. parts]).MoveToOuterDisposeScope();
    }

    private Tensor Run(LinearCall call, Tensor coefficients, LinearLayer layer)
    {
        using var scope = NewDisposeScope();
        var matrices = OwnOf(call.Weight, layer.WeightName, coefficients).view(-1, call.Weight.shape[0], call.Weight.shape[1]);
        var biases = OwnOf(call.Bias, layer.BiasName, coefficients).unsqueeze(1);
        return (call.Input.bmm(matrices.transpose(1, 2)) + biases).MoveToOuterDisposeScope();
    }

    // [batch, numel]: the base's tensor and each image's share of every task vector.
    private Tensor OwnOf(Tensor anchor, string name, Tensor coefficients) => anchor.flatten().addmm(coefficients, vectors[name], 1, 1);
}
