using SurgeryBench.Core;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace SurgeryBench.Models;

/// <summary>
/// CLIP's vision tower (Radford et al. 2021, arXiv:2103.00020) as a function of its weights: pre-norm blocks, QuickGELU, layer norm with
/// epsilon 1e-5, class token projected without normalisation.
/// </summary>
/// <param name="name">The backbone's kebab-case name.</param>
/// <param name="shape">Its sizes.</param>
/// <param name="layout">Under which names the weights are found.</param>
public sealed class VisionTransformer(string name, VisionTransformerShape shape, IKeyLayout layout) : IBackbone
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The tower's sizes.</summary>
    public VisionTransformerShape Shape => shape;

    /// <summary>Under which names the weights are found.</summary>
    public IKeyLayout Layout => layout;

    /// <inheritdoc/>
    public int Blocks => shape.Blocks;

    /// <inheritdoc/>
    public int Width => shape.Width;

    /// <inheritdoc/>
    public int Tokens => shape.Tokens;

    /// <inheritdoc/>
    public int EmbeddingSize => shape.EmbeddingSize;

    /// <inheritdoc/>
    public int ImageSize => shape.ImageSize;

    /// <inheritdoc/>
    public Tensor Encode(Weights weights, Tensor images, BlockEdit? afterBlock = null)
    {
        using var scope = NewDisposeScope();
        var tokens = Embed(weights, images);
        for (var block = 0; block < shape.Blocks; block++)
        {
            var entering = tokens;
            tokens = LeaveBlock(weights, block, entering, afterBlock);
            entering.Dispose();
        }
        return Project(weights, tokens).MoveToOuterDisposeScope();
    }

    /// <summary>Patches with the class token and positions, after the first layer norm.</summary>
    /// <returns>[batch, tokens, width], owned by the caller.</returns>
    internal Tensor Embed(Weights weights, Tensor images)
    {
        using var scope = NewDisposeScope();
        var patches = Patches(weights, images);
        var first = layout.ClassToken(weights).view(1, 1, shape.Width).expand(patches.shape[0], 1, shape.Width);
        var tokens = cat([first, patches], 1) + layout.Positions(weights);
        return layout.NormBefore(weights).LayerNorm(tokens).MoveToOuterDisposeScope();
    }

    /// <summary>The patch convolution as one matrix product: its stride is its size, so patches do not overlap.</summary>
    internal Tensor Patches(Weights weights, Tensor images)
    {
        using var scope = NewDisposeScope();
        int grid = shape.Grid, patch = shape.Patch;
        var rows = images.view(-1, 3, grid, patch, grid, patch).permute(0, 2, 4, 1, 3, 5).reshape(-1, grid * grid, 3 * patch * patch);
        return linear(rows, layout.PatchKernel(weights).view(shape.Width, -1)).MoveToOuterDisposeScope();
    }

    /// <summary>Layer norm of the class token alone, before the projection.</summary>
    /// <returns>[batch, width], owned by the caller.</returns>
    internal Tensor Pool(Weights weights, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return layout.NormAfter(weights).LayerNorm(tokens.select(1, 0)).MoveToOuterDisposeScope();
    }

    private Tensor Project(Weights weights, Tensor tokens) => Pool(weights, tokens).matmul(layout.Projection(weights).to_type(tokens.dtype));

    private Tensor LeaveBlock(Weights weights, int block, Tensor tokens, BlockEdit? afterBlock)
    {
        using var scope = NewDisposeScope();
        var left = ResidualBlock.Run(layout.Block(weights, block), tokens, shape.Heads);
        var edited = afterBlock?.Invoke(block, left) ?? left;
        return edited.MoveToOuterDisposeScope();
    }
}
