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

    /// <summary>Tokens a block sees for one image: the class token and the patches.</summary>
    int Tokens { get; }

    /// <summary>Size of the projected embedding.</summary>
    int EmbeddingSize { get; }

    /// <summary>Side of the square input images, pixels.</summary>
    int ImageSize { get; }

    /// <summary>Encodes images.</summary>
    /// <param name="weights">Borrowed; gradients flow to them if they require any.</param>
    /// <param name="images">Borrowed, normalised, [batch, 3, side, side].</param>
    /// <param name="afterBlock">Called after each block in turn; null leaves the tokens alone.</param>
    /// <returns>The projected, un-normalised embedding [batch, embedding], owned by the caller.</returns>
    Tensor Encode(Weights weights, Tensor images, BlockEdit? afterBlock = null);
}
