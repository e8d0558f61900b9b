using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>
/// A layout of towers that are stored without their projection, as Hugging Face's fine-tuned vision towers are: it is not fine-tuned and so
/// no part of the weights that get merged.
/// </summary>
/// <param name="tower">Where everything else is.</param>
/// <param name="projection">The base's, [width, embedding], borrowed.</param>
public sealed class FrozenProjection(IKeyLayout tower, Tensor projection) : IKeyLayout
{
    /// <inheritdoc/>
    public Tensor ClassToken(Weights weights) => tower.ClassToken(weights);

    /// <inheritdoc/>
    public Tensor Positions(Weights weights) => tower.Positions(weights);

    /// <inheritdoc/>
    public Tensor PatchKernel(Weights weights) => tower.PatchKernel(weights);

    /// <inheritdoc/>
    public Affine NormBefore(Weights weights) => tower.NormBefore(weights);

    /// <inheritdoc/>
    public Affine NormAfter(Weights weights) => tower.NormAfter(weights);

    /// <inheritdoc/>
    public Tensor Projection(Weights weights) => projection;

    /// <inheritdoc/>
    public BlockWeights Block(Weights weights, int block) => tower.Block(weights, block);

    /// <inheritdoc/>
    public IEnumerable<LaidOutTensor> Tensors(VisionTransformerShape shape) => tower.Tensors(shape).Where(tensor => !tensor.Parts.Contains(TowerPart.Projection));

    /// <inheritdoc/>
    public bool IsBeside(string name) => tower.IsBeside(name);
}
