using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>Under which names, and in which form, a checkpoint keeps the tensors of a vision tower.</summary>
public interface IKeyLayout
{
    /// <summary>The class token, [width].</summary>
    Tensor ClassToken(Weights weights);

    /// <summary>Positions, [tokens, width].</summary>
    Tensor Positions(Weights weights);

    /// <summary>The patch convolution's kernel, [width, 3, patch, patch].</summary>
    Tensor PatchKernel(Weights weights);

    /// <summary>Layer norm in front of the first block.</summary>
    Affine NormBefore(Weights weights);

    /// <summary>Layer norm behind the last block.</summary>
    Affine NormAfter(Weights weights);

    /// <summary>The projection to the embedding, [width, embedding].</summary>
    Tensor Projection(Weights weights);

    /// <summary>The tensors of a block.</summary>
    BlockWeights Block(Weights weights, int block);

    /// <summary>Every tensor of a tower: its name, its shape, and which parts of the tower it holds.</summary>
    IEnumerable<LaidOutTensor> Tensors(VisionTransformerShape shape);

    /// <summary>Every tensor of a tower under its name, with the shape it is stored in.</summary>
    IEnumerable<KeyValuePair<string, long[]>> Shapes(VisionTransformerShape shape) =>
        Tensors(shape).Select(tensor => tensor.NamedShape);

    /// <summary>Whether a name is one that such checkpoints hold besides the tower: the text side, the logit scale, position ids.</summary>
    bool IsBeside(string name);
}
