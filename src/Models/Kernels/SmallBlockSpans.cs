using SurgeryBench.Core.Kernels;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Kernels;

/// <summary>The tensors of a residual block as they lie in memory, or what is added up for each of them.</summary>
internal readonly ref struct SmallBlockSpans
{
    /// <summary>Layer norm before attention.</summary>
    public SpanAffine FirstNorm { get; init; }

    /// <summary>Query, key and value, [3 width, width].</summary>
    public SpanAffine Attention { get; init; }

    /// <summary>Output projection of the attention, [width, width].</summary>
    public SpanAffine AttentionOut { get; init; }

    /// <summary>Layer norm before the perceptron.</summary>
    public SpanAffine SecondNorm { get; init; }

    /// <summary>First perceptron layer, [hidden, width].</summary>
    public SpanAffine Expand { get; init; }

    /// <summary>Second perceptron layer, [width, hidden].</summary>
    public SpanAffine Contract { get; init; }

    /// <summary>Tensors of a block in the order of <see cref="Of"/>.</summary>
    public static Tensor[] TensorsOf(BlockWeights block) =>
    [
        block.FirstNorm.Weight, block.FirstNorm.Bias, block.Attention.Weight, block.Attention.Bias, block.AttentionOut.Weight, block.AttentionOut.Bias,
        block.SecondNorm.Weight, block.SecondNorm.Bias, block.Expand.Weight, block.Expand.Bias, block.Contract.Weight, block.Contract.Bias,
    ];

    /// <summary>The memory of tensors.</summary>
    public static SmallBlockSpans Of(IReadOnlyList<Tensor> tensors) => new()
    {
        FirstNorm = Pair(tensors, 0),
        Attention = Pair(tensors, 2),
        AttentionOut = Pair(tensors, 4),
        SecondNorm = Pair(tensors, 6),
        Expand = Pair(tensors, 8),
        Contract = Pair(tensors, 10),
    };

    /// <summary>The same with the weights of linear layers transposed.</summary>
    /// <param name="memory">Gets them.</param>
    public SmallBlockSpans Turned(Span<float> memory)
    {
        int attention = Attention.Weight.Length, attentionOut = attention + AttentionOut.Weight.Length, expand = attentionOut + Expand.Weight.Length;
        return new SmallBlockSpans
        {
            FirstNorm = FirstNorm,
            Attention = Attention.Turned(memory[..attention]),
            AttentionOut = AttentionOut.Turned(memory[attention..attentionOut]),
            SecondNorm = SecondNorm,
            Expand = Expand.Turned(memory[attentionOut..expand]),
            Contract = Contract.Turned(memory[expand..][..Contract.Weight.Length]),
        };
    }

    private static SpanAffine Pair(IReadOnlyList<Tensor> tensors, int place) => new(tensors[place].Floats(), tensors[place + 1].Floats());
}
