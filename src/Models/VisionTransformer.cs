using System.Collections.Frozen;
using System.Collections.Immutable;
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
    private readonly FrozenDictionary<string, TensorRole> roles = TowerRoles.Of(layout.Tensors(shape));
    private readonly ImmutableArray<LinearLayer> layers = TowerRoles.LinearLayers(layout.Tensors(shape));

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
    public int Heads => shape.Heads;

    /// <inheritdoc/>
    public int Tokens => shape.Tokens;

    /// <inheritdoc/>
    public int EmbeddingSize => shape.EmbeddingSize;

    /// <inheritdoc/>
    public int ImageSize => shape.ImageSize;

    /// <inheritdoc/>
    public long MultiplyAdds => shape.MultiplyAddsPerImage;

    /// <inheritdoc/>
    public ImmutableArray<LinearLayer> LinearLayers => layers;

    /// <inheritdoc/>
    public TensorRole RoleOf(string name) => roles.GetValueOrDefault(name);

    /// <inheritdoc/>
    public Tensor Encode(Weights weights, Tensor images, BlockEdit? afterBlock = null, LinearEdit? linear = null)
    {
        using var scope = NewDisposeScope();
        var tokens = Embed(weights, images);
        for (var block = 0; block < shape.Blocks; block++)
        {
            var entering = tokens;
            tokens = LeaveBlock(weights, block, entering, afterBlock, linear);
            entering.Dispose();
        }
        return Project(weights, tokens).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>Patches with the class token and positions, after the first layer norm.</remarks>
    public Tensor Embed(Weights weights, Tensor images)
    {
        using var scope = NewDisposeScope();
        var patches = Patches(weights, images);
        var first = layout.ClassToken(weights).view(1, 1, shape.Width).expand(patches.shape[0], 1, shape.Width);
        var tokens = cat([first, patches], 1) + layout.Positions(weights);
        return layout.NormBefore(weights).LayerNorm(tokens).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor RunBlock(Weights weights, int block, Tensor tokens, LinearEdit? linear = null)
    {
        using var scope = NewDisposeScope();
        Func<LinearRole, Tensor, Tensor>? edited = linear is null ? null : (role, input) => Edited(weights, block, role, input, linear);
        return ResidualBlock.Run(layout.Block(weights, block), tokens, shape.Heads, linear: edited).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Project(Weights weights, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return Pool(weights, tokens).matmul(layout.Projection(weights).to_type(tokens.dtype)).MoveToOuterDisposeScope();
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

    private Tensor LeaveBlock(Weights weights, int block, Tensor tokens, BlockEdit? afterBlock, LinearEdit? linear)
    {
        using var scope = NewDisposeScope();
        var left = RunBlock(weights, block, tokens, linear);
        var edited = afterBlock?.Invoke(block, left) ?? left;
        return edited.MoveToOuterDisposeScope();
    }

    // Query, key and value count as three layers where they are stored apart.
    private Tensor Edited(Weights weights, int block, LinearRole role, Tensor input, LinearEdit linear)
    {
        Tensor[] outputs = [.. layers.Where(layer => layer.Block == block && layer.Role == role)
            .Select(layer => linear(new LinearCall(layer, input, weights[layer.WeightName], weights[layer.BiasName])))];
        return outputs.Length == 1 ? outputs[0] : cat(outputs, -1);
    }
}
