using SurgeryBench.Core;
using SurgeryBench.Core.Kernels;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// A linear layer whose tensors are for each image θ + Σ gt τt, with coefficients of its own. Gradients flow to what the layer reads and to the
/// coefficients.
/// </summary>
internal static class RoutedLayer
{
    // As many images' matrices are there at a time as a training batch has.
    private const int ImagesAtATime = 16;

    /// <summary>Computes the layer.</summary>
    /// <param name="call">What it reads, and θ.</param>
    /// <param name="vectors">Task vectors of the weight, [tasks, outputs · inputs], borrowed.</param>
    /// <param name="shifts">Task vectors of the bias, [tasks, outputs], borrowed.</param>
    /// <param name="coefficients">[batch, tasks], borrowed.</param>
    /// <returns>[batch, tokens, outputs], owned by the caller.</returns>
    public static Tensor Run(LinearCall call, Tensor vectors, Tensor shifts, Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        Tensor[] tensors = [call.Input, coefficients, call.Weight, call.Bias, vectors, shifts];
        var result = !Suits(call, tensors) ? InParts(call, vectors, shifts, coefficients)
            : is_grad_enabled() && (call.Input.requires_grad || coefficients.requires_grad) ? Function.apply(tensors)
            : Forward(tensors);
        return result.MoveToOuterDisposeScope();
    }

    // Whether layers are so small that their products are faster here than in a library.
    private static bool Suits(LinearCall call, Tensor[] tensors) =>
        MatrixProduct.IsFaster && call.Input.shape[1] <= MatrixProduct.Columns
        && call.Weight.shape.All(size => size % MatrixProduct.Columns == 0 && size <= MatrixProduct.MostWidth) && tensors.All(TensorFloats.HasFloats)
        && !call.Weight.requires_grad && !call.Bias.requires_grad;

    private static Tensor InParts(LinearCall call, Tensor vectors, Tensor shifts, Tensor coefficients) => cat(
        [.. call.Input.split(ImagesAtATime).Zip(coefficients.split(ImagesAtATime), (input, own) => Whole(call with { Input = input }, vectors, shifts, own))]);

    private static Tensor Whole(LinearCall call, Tensor vectors, Tensor shifts, Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        var weights = call.Weight.flatten().addmm(coefficients, vectors, 1, 1).view(-1, call.Weight.shape[0], call.Weight.shape[1]);
        var biases = call.Bias.addmm(coefficients, shifts, 1, 1).unsqueeze(1);
        return (call.Input.bmm(weights.transpose(1, 2)) + biases).MoveToOuterDisposeScope();
    }

    private static Tensor Forward(Tensor[] tensors)
    {
        var kernel = KernelOf(tensors);
        var (input, coefficients) = (tensors[0], tensors[1]);
        RoutedSpans weight = new(tensors[2].Floats(), tensors[4].Floats()), bias = new(tensors[3].Floats(), tensors[5].Floats());
        var result = empty(input.shape[0], input.shape[1], bias.Length);
        using var scratch = new Room(kernel.Scratch);
        foreach (var images in RowRange.Parts((int)input.shape[0], RoutedLayerKernel.ImagesAtATime))
        {
            kernel.Forward(
                weight, bias, images.Of(input.Floats(), kernel.InputsOfImage), images.Of(coefficients.Floats(), bias.Tasks),
                images.Of(result.Floats(), kernel.OutputsOfImage), scratch.Span);
        }
        return result;
    }

    private static void Backward(Tensor[] tensors, Tensor slope, Tensor toInput, Tensor toCoefficients)
    {
        var kernel = KernelOf(tensors);
        var (input, coefficients) = (tensors[0], tensors[1]);
        RoutedSpans weight = new(tensors[2].Floats(), tensors[4].Floats()), bias = new(tensors[3].Floats(), tensors[5].Floats());
        using var scratch = new Room(kernel.Scratch);
        foreach (var images in RowRange.Parts((int)input.shape[0], RoutedLayerKernel.ImagesAtATime))
        {
            kernel.Backward(
                weight, bias, images.Of(input.Floats(), kernel.InputsOfImage), images.Of(coefficients.Floats(), bias.Tasks), images.Of(slope.Floats(), kernel.OutputsOfImage),
                images.Of(toInput.Floats(), kernel.InputsOfImage), images.Of(toCoefficients.Floats(), bias.Tasks), scratch.Span);
        }
    }

    private static RoutedLayerKernel KernelOf(Tensor[] tensors) =>
        new((int)tensors[0].shape[1], (int)tensors[0].shape[2], (int)tensors[3].shape[0]);

    // It can be differentiated once, by what the layer reads and by the coefficients.
    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => nameof(RoutedLayer);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            Tensor[] tensors = [.. vars.Cast<Tensor>()];
            ctx.save_for_backward([.. tensors]);
            return RoutedLayer.Forward(tensors);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            Tensor[] saved = [.. ctx.get_saved_variables()];
            using var slope = grad_output.contiguous();
            Tensor toInput = zeros_like(saved[0]), toCoefficients = zeros_like(saved[1]);
            RoutedLayer.Backward(saved, slope, toInput, toCoefficients);
            foreach (var tensor in saved) tensor.Dispose();
            return [toInput, toCoefficients, null!, null!, null!, null!];
        }
    }
}
