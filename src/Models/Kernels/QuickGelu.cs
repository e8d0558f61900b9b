using SurgeryBench.Core.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Kernels;

/// <summary>CLIP's activation function, x · sigmoid(1.702 x).</summary>
internal static class QuickGelu
{
    private static readonly Scalar Slope = QuickGeluKernel.Slope;

    /// <summary>The function, element by element.</summary>
    /// <param name="x">Borrowed.</param>
    /// <returns>A new tensor in the caller's scope.</returns>
    public static Tensor Of(Tensor x)
    {
        // As one pass over memory each way where it can be had; made of libtorch's operations it takes three there and five back.
        if (!x.HasFloats()) return x * (x * Slope).sigmoid_();
        return is_grad_enabled() && x.requires_grad ? Function.apply(x) : Forward(x);
    }

    private static Tensor Forward(Tensor x)
    {
        var y = empty_like(x);
        QuickGeluKernel.Forward(x.Floats(), y.Floats());
        return y;
    }

    // It can be differentiated once.
    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => nameof(QuickGelu);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            return Forward(x);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var x = ctx.get_saved_variables()[0];
            using var slope = grad_output.contiguous();
            var result = empty_like(x);
            QuickGeluKernel.Backward(x.Floats(), slope.Floats(), result.Floats());
            return [result];
        }
    }
}
