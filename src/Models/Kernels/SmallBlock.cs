using SurgeryBench.Core.Kernels;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Kernels;

/// <summary>
/// The residual block of small towers on one core, as one operation. Made of libtorch's, each of a dozen reads from memory what the one before
/// wrote there, and their libraries are made for larger matrices.
/// </summary>
internal static class SmallBlock
{
    /// <summary>Whether a block is small enough, and this the fastest way here.</summary>
    /// <param name="block">Its tensors.</param>
    /// <param name="tokens">[batch, tokens, width].</param>
    /// <param name="heads">Attention heads.</param>
    public static bool Suits(BlockWeights block, Tensor tokens, int heads) =>
        MatrixProduct.IsFaster && SmallBlockSizes.Of(block, tokens, heads).Suit
        && tokens.HasFloats() && SmallBlockSpans.TensorsOf(block).All(TensorFloats.HasFloats);

    /// <summary>Runs a block; gradients flow to all tensors.</summary>
    /// <param name="block">Its tensors, borrowed.</param>
    /// <param name="tokens">[batch, tokens, width], borrowed.</param>
    /// <param name="heads">Attention heads.</param>
    /// <returns>[batch, tokens, width], a new tensor in the caller's scope.</returns>
    public static Tensor Run(BlockWeights block, Tensor tokens, int heads)
    {
        var tensors = SmallBlockSpans.TensorsOf(block);
        var sizes = SmallBlockSizes.Of(block, tokens, heads);
        var tracked = is_grad_enabled() && (tokens.requires_grad || tensors.Any(tensor => tensor.requires_grad));
        return tracked ? Function.apply([tokens, .. tensors, sizes]) : Forward(tokens, tensors, sizes, null);
    }

    private static Tensor Forward(Tensor tokens, IReadOnlyList<Tensor> tensors, SmallBlockSizes sizes, Tensor? trace)
    {
        var left = empty_like(tokens);
        using Room turned = new(sizes.Weights), scratch = new(sizes.RowsAtATime * sizes.ScratchOfRow), notes = new(sizes.RowsAtATime * sizes.TraceOfRow);
        var kernel = new SmallBlockKernel(sizes);
        var block = SmallBlockSpans.Of(tensors).Turned(turned.Span);
        Span<float> entering = tokens.Floats(), leaving = left.Floats();
        foreach (var part in sizes.Parts(entering.Length))
        {
            var own = trace is null ? notes.Span : part.Of(trace.Floats(), sizes.TraceOfRow);
            kernel.Forward(block, part.Of(entering, sizes.Width), part.Of(leaving, sizes.Width), new SmallBlockTrace(own, sizes, part.Count), scratch.Span);
        }
        return left;
    }

    private static void Backward(Tensor tokens, IReadOnlyList<Tensor> tensors, SmallBlockSizes sizes, Tensor trace, Tensor slope, Tensor toTokens, SmallBlockSpans toBlock)
    {
        using var scratch = new Room(sizes.RowsAtATime * sizes.ScratchOfRow);
        var kernel = new SmallBlockKernel(sizes);
        var block = SmallBlockSpans.Of(tensors);
        Span<float> entered = tokens.Floats(), slopes = slope.Floats(), result = toTokens.Floats(), notes = trace.Floats();
        foreach (var part in sizes.Parts(entered.Length))
        {
            kernel.Backward(
                block, part.Of(entered, sizes.Width), new SmallBlockTrace(part.Of(notes, sizes.TraceOfRow), sizes, part.Count),
                part.Of(slopes, sizes.Width), part.Of(result, sizes.Width), toBlock, scratch.Span);
        }
    }

    // It can be differentiated once.
    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => nameof(SmallBlock);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            Tensor[] tensors = [.. vars.OfType<Tensor>()];
            var sizes = (SmallBlockSizes)vars[^1];
            var trace = empty(tensors[0].shape[0], tensors[0].shape[1], sizes.TraceOfRow);
            ctx.save_for_backward([.. tensors, trace]);
            ctx.save_data(nameof(SmallBlockSizes), sizes);
            return Forward(tensors[0], tensors[1..], sizes, trace);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var (tokens, tensors, trace) = (saved[0], saved[1..^1], saved[^1]);
            using var slope = grad_output.contiguous();
            var toTokens = empty_like(tokens);
            Tensor[] toBlock = tensors.Any(tensor => tensor.requires_grad) ? [.. tensors.Select(tensor => zeros_like(tensor))] : [];
            Backward(tokens, tensors, (SmallBlockSizes)ctx.get_data(nameof(SmallBlockSizes)), trace, slope, toTokens, toBlock is [] ? default : SmallBlockSpans.Of(toBlock));
            foreach (var tensor in saved) tensor.Dispose();
            // The sizes have no gradient.
            return [toTokens, .. toBlock is [] ? new Tensor[tensors.Count] : toBlock, null!];
        }
    }
}
