using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>An image encoder as a pure function of its weights, so that any state dictionary runs and gradients reach merged weights.</summary>
public interface IBackbone
{
    /// <summary>Kebab-case name, e.g. <c>vit-b-32</c>.</summary>
    string Name { get; }

    /// <summary>Number of residual blocks.</summary>
    int Blocks { get; }

    /// <summary>Width of a token inside the blocks.</summary>
    int Width { get; }

    /// <summary>Attention heads of a block; divides the width.</summary>
    int Heads { get; }

    /// <summary>Tokens a block sees for one image: the class token and the patches.</summary>
    int Tokens { get; }

    /// <summary>Size of the projected embedding.</summary>
    int EmbeddingSize { get; }

    /// <summary>Side of the square input images, pixels.</summary>
    int ImageSize { get; }

    /// <summary>Multiply-adds of one pass of one image, those of norms and activations not counted.</summary>
    long MultiplyAdds { get; }

    /// <summary>The linear layers of all blocks, in the order in which they compute.</summary>
    ImmutableArray<LinearLayer> LinearLayers { get; }

    /// <summary>What the tensor of a name is; <see cref="TensorKind.Other"/> for names that are none of the encoder's.</summary>
    TensorRole RoleOf(string name);

    /// <summary>Encodes images.</summary>
    /// <param name="weights">Borrowed; gradients flow to them if they require any.</param>
    /// <param name="images">Borrowed, normalised, [batch, 3, side, side].</param>
    /// <param name="afterBlock">Called after each block in turn; null leaves the tokens alone.</param>
    /// <param name="linear">Called in place of each linear layer of the blocks; null lets them compute as they are.</param>
    /// <returns>The projected, un-normalised embedding [batch, embedding], owned by the caller.</returns>
    Tensor Encode(Weights weights, Tensor images, BlockEdit? afterBlock = null, LinearEdit? linear = null);

    /// <summary>The first step of <see cref="Encode"/>: what enters the first block.</summary>
    /// <param name="weights">Borrowed.</param>
    /// <param name="images">Borrowed, normalised, [batch, 3, side, side].</param>
    /// <returns>Tokens, class token first, [batch, tokens, width], owned by the caller.</returns>
    Tensor Embed(Weights weights, Tensor images);

    /// <summary>One block of <see cref="Encode"/>.</summary>
    /// <param name="weights">Borrowed.</param>
    /// <param name="block">Index of the block, from 0.</param>
    /// <param name="tokens">What enters it, [batch, tokens, width], borrowed.</param>
    /// <param name="linear">Called in place of each linear layer; null lets them compute as they are.</param>
    /// <returns>What leaves it, [batch, tokens, width], owned by the caller.</returns>
    Tensor RunBlock(Weights weights, int block, Tensor tokens, LinearEdit? linear = null);

    /// <summary>The last step of <see cref="Encode"/>: the embedding of what left the last block.</summary>
    /// <param name="weights">Borrowed.</param>
    /// <param name="tokens">[batch, tokens, width], borrowed.</param>
    /// <returns>The projected, un-normalised embedding [batch, embedding], owned by the caller.</returns>
    Tensor Project(Weights weights, Tensor tokens);
}
