using SurgeryBench.Core;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Text;

/// <summary>Under which names, and in which form, a checkpoint keeps the tensors of a text tower.</summary>
public interface ITextLayout
{
    /// <summary>A row for every token id, [vocabulary, width].</summary>
    Tensor TokenEmbedding(Weights weights);

    /// <summary>Positions, [context, width].</summary>
    Tensor Positions(Weights weights);

    /// <summary>The tensors of a block.</summary>
    BlockWeights Block(Weights weights, int block);

    /// <summary>Layer norm behind the last block.</summary>
    Affine NormAfter(Weights weights);

    /// <summary>The projection to the embedding, [width, embedding].</summary>
    Tensor Projection(Weights weights);

    /// <summary>Natural logarithm of what cosines are multiplied by, a scalar.</summary>
    Tensor LogitScale(Weights weights);

    /// <summary>Every tensor of a tower under its name, with the shape it is stored in.</summary>
    IEnumerable<KeyValuePair<string, long[]>> Shapes(TextTransformerShape shape);
}
