using System.Runtime.Intrinsics;
using SurgeryBench.Core.Kernels;

namespace SurgeryBench.Models.Kernels;

/// <summary>A residual block there and back over arrays, for as many rows of tokens as the caches hold with all that is computed on the way.</summary>
/// <param name="sizes">Its sizes.</param>
internal sealed class SmallBlockKernel(SmallBlockSizes sizes)
{
    private readonly ShortAttentionKernel attention = new(sizes.Tokens, sizes.Heads, sizes.Width / sizes.Heads);

    /// <summary>Computes the block.</summary>
    /// <param name="block">Its tensors, with the weights of linear layers transposed.</param>
    /// <param name="tokens">What enters it, [rows, width].</param>
    /// <param name="result">Gets what leaves it, [rows, width].</param>
    /// <param name="trace">Gets what <see cref="Backward"/> needs.</param>
    /// <param name="scratch">Room.</param>
    public void Forward(SmallBlockSpans block, Span<float> tokens, Span<float> result, SmallBlockTrace trace, Span<float> scratch)
    {
        Span<float> normed = scratch[..tokens.Length], active = scratch.Slice(tokens.Length, trace.Hidden.Length);
        LayerNormKernel.Forward(tokens, block.FirstNorm, normed);
        Linear(normed, block.Attention, trace.Mixed);
        attention.Forward(trace.Mixed, trace.Seen);
        tokens.CopyTo(trace.Attended);
        AddLinear(trace.Seen, block.AttentionOut, trace.Attended);
        LayerNormKernel.Forward(trace.Attended, block.SecondNorm, normed);
        Linear(normed, block.Expand, trace.Hidden);
        QuickGeluKernel.Forward(trace.Hidden, active);
        trace.Attended.CopyTo(result);
        AddLinear(active, block.Contract, result);
    }

    /// <summary>Computes the gradient of a function of what leaves the block.</summary>
    /// <param name="block">The block's tensors as they are.</param>
    /// <param name="tokens">What entered it, [rows, width].</param>
    /// <param name="trace">What was noted on the way.</param>
    /// <param name="slope">The function's gradient with respect to what left it, [rows, width].</param>
    /// <param name="toTokens">Gets that with respect to what entered it, [rows, width].</param>
    /// <param name="toBlock">To these those with respect to the block's tensors are added; empty if nobody asks.</param>
    /// <param name="scratch">Room.</param>
    public void Backward(
        SmallBlockSpans block, Span<float> tokens, SmallBlockTrace trace, Span<float> slope, Span<float> toTokens, SmallBlockSpans toBlock, Span<float> scratch)
    {
        Span<float> narrow = scratch[..tokens.Length], wide = scratch.Slice(tokens.Length, Math.Max(trace.Hidden.Length, trace.Mixed.Length));
        var again = scratch[(narrow.Length + wide.Length)..];
        slope.CopyTo(toTokens);
        Perceptron(block, trace, slope, toTokens, toBlock, narrow, wide, again);
        Attention(block, tokens, trace, toTokens, toBlock, narrow, wide, again);
    }

    // To the gradient with respect to what leaves, which goes on past the perceptron, the part is added that goes through it.
    private static void Perceptron(
        SmallBlockSpans block, SmallBlockTrace trace, Span<float> slope, Span<float> toAttended, SmallBlockSpans toBlock, Span<float> narrow, Span<float> wide, Span<float> again)
    {
        var toHidden = wide[..trace.Hidden.Length];
        ToInput(slope, block.Contract, toHidden);
        if (!toBlock.Contract.IsEmpty)
        {
            var active = again[..trace.Hidden.Length];
            QuickGeluKernel.Forward(trace.Hidden, active);
            AddToLinear(active, slope, toBlock.Contract);
        }
        QuickGeluKernel.Backward(trace.Hidden, toHidden, toHidden);
        Branch(trace.Attended, block.SecondNorm, block.Expand, toHidden, toAttended, toBlock.SecondNorm, toBlock.Expand, narrow, again);
    }

    private void Attention(
        SmallBlockSpans block, Span<float> tokens, SmallBlockTrace trace, Span<float> toTokens, SmallBlockSpans toBlock, Span<float> narrow, Span<float> wide, Span<float> again)
    {
        var toMixed = wide[..trace.Mixed.Length];
        ToInput(toTokens, block.AttentionOut, narrow);
        if (!toBlock.AttentionOut.IsEmpty) AddToLinear(trace.Seen, toTokens, toBlock.AttentionOut);
        attention.Backward(trace.Mixed, narrow, toMixed);
        Branch(tokens, block.FirstNorm, block.Attention, toMixed, toTokens, toBlock.FirstNorm, toBlock.Attention, narrow, again);
    }

    // Back through a norm and the linear layer after it.
    private static void Branch(
        Span<float> rows, SpanAffine norm, SpanAffine layer, Span<float> slope, Span<float> toRows, SpanAffine toNorm, SpanAffine toLayer, Span<float> narrow, Span<float> again)
    {
        ToInput(slope, layer, narrow);
        if (!toLayer.IsEmpty)
        {
            var normed = again[..rows.Length];
            LayerNormKernel.Forward(rows, norm, normed);
            AddToLinear(normed, slope, toLayer);
        }
        LayerNormKernel.Backward(rows, norm, narrow, toRows, toNorm);
    }

    private static void Linear(Span<float> input, SpanAffine layer, Span<float> result)
    {
        int columns = layer.Bias.Length, inner = layer.Weight.Length / columns;
        MatrixProduct.Write(Rows(input, inner), Rows(layer.Weight, columns), Rows(result, columns), result.Length / columns, inner, columns, new Grid(ref layer.Bias[0], down: 0));
    }

    private static void AddLinear(Span<float> input, SpanAffine layer, Span<float> result)
    {
        int columns = layer.Bias.Length, inner = layer.Weight.Length / columns;
        for (var row = 0; row < result.Length; row += columns) Add(layer.Bias, result.Slice(row, columns));
        MatrixProduct.Write(Rows(input, inner), Rows(layer.Weight, columns), Rows(result, columns), result.Length / columns, inner, columns, Rows(result, columns));
    }

    private static void ToInput(Span<float> slope, SpanAffine layer, Span<float> result)
    {
        int inner = layer.Bias.Length, columns = layer.Weight.Length / inner;
        MatrixProduct.Write(Rows(slope, inner), Rows(layer.Weight, columns), Rows(result, columns), slope.Length / inner, inner, columns);
    }

    private static void AddToLinear(Span<float> input, Span<float> slope, SpanAffine layer)
    {
        int outputs = layer.Bias.Length, inputs = layer.Weight.Length / outputs;
        for (var row = 0; row < slope.Length; row += outputs) Add(slope.Slice(row, outputs), layer.Bias);
        MatrixProduct.Write(
            Rows(slope, outputs).Turned, Rows(input, inputs), Rows(layer.Weight, inputs), outputs, slope.Length / outputs, inputs, Rows(layer.Weight, inputs));
    }

    private static void Add(ReadOnlySpan<float> what, Span<float> sum)
    {
        for (var place = 0; place < sum.Length; place += Vector512<float>.Count)
        {
            (Vector512.Create(what[place..]) + Vector512.Create<float>(sum[place..])).CopyTo(sum[place..]);
        }
    }

    private static Grid Rows(Span<float> entries, int columns) => new(ref entries[0], columns);
}
