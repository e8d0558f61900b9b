using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Methods.Alignment;

/// <summary>
/// Which channels of a pre-norm vision transformer may change places without changing its function, and which axes of its tensors they lie on:
/// those of the residual stream, one order for all blocks; in each block those of the attention, head by head, and those of the perceptron.
/// The embedding keeps its order: it is tied to the heads. arXiv:2410.12766.
/// </summary>
internal sealed class TowerSymmetries
{
    /// <summary>The residual stream's place in <see cref="All"/>; a block's attention and perceptron follow in the order of the blocks.</summary>
    public const int Residual = 0;

    private readonly IBackbone backbone;
    private readonly Weights weights;

    /// <summary>Reads them off a tower.</summary>
    /// <param name="backbone">Says what each tensor is.</param>
    /// <param name="weights">Names and shapes, borrowed for the time of the call.</param>
    /// <exception cref="BadInputException">The weights lack the projection, or it does not show which of its axes is which.</exception>
    public TowerSymmetries(IBackbone backbone, Weights weights)
    {
        (this.backbone, this.weights) = (backbone, weights);
        var hidden = backbone.LinearLayers.Where(layer => layer.Role == LinearRole.Expand).Select(layer => new Symmetry((int)weights.ShapeOf(layer.WeightName)[0]));
        All = [new Symmetry(backbone.Width), .. hidden.SelectMany(perceptron => new[] { new Symmetry(backbone.Width, backbone.Heads), perceptron })];
        Axes = [.. weights.Names.SelectMany(Outer), .. backbone.LinearLayers.SelectMany(Inner)];
        if (!weights.Names.Any(name => backbone.RoleOf(name).Kind == TensorKind.Projection))
            throw new BadInputException("The projection is not among the weights; without it the residual stream of one tower cannot be brought into the order of another.");
    }

    /// <summary>The symmetries: residual stream, then attention and perceptron of each block.</summary>
    public ImmutableArray<Symmetry> All { get; }

    /// <summary>Every axis that carries one.</summary>
    public ImmutableArray<CarriedAxis> Axes { get; }

    /// <summary>The place of a block's attention in <see cref="All"/>.</summary>
    public static int Attention(int block) => 1 + (2 * block);

    /// <summary>The place of a block's perceptron in <see cref="All"/>.</summary>
    public static int Perceptron(int block) => 2 + (2 * block);

    private IEnumerable<CarriedAxis> Outer(string name)
    {
        var shape = weights.ShapeOf(name);
        int? axis = backbone.RoleOf(name).Kind switch
        {
            TensorKind.ClassToken or TensorKind.PatchKernel or TensorKind.NormWeight or TensorKind.NormBias => 0,
            TensorKind.Positions => 1,
            TensorKind.Projection => ProjectionInput(name, shape),
            _ => null,
        };
        return axis is { } found ? [Of(name, found, Residual)] : [];
    }

    private IEnumerable<CarriedAxis> Inner(LinearLayer layer)
    {
        var (to, from) = layer.Role switch
        {
            LinearRole.Attention => (Attention(layer.Block), Residual),
            LinearRole.AttentionOut => (Residual, Attention(layer.Block)),
            LinearRole.Expand => (Perceptron(layer.Block), Residual),
            _ => (Residual, Perceptron(layer.Block)),
        };
        return [Of(layer.WeightName, 0, to), Of(layer.WeightName, 1, from), Of(layer.BiasName, 0, to)];
    }

    private int ProjectionInput(string name, ImmutableArray<long> shape) => (shape[0] == backbone.Width, shape[1] == backbone.Width) switch
    {
        (true, false) => 0,
        (false, true) => 1,
        _ => throw new BadInputException($"'{name}' is [{string.Join(", ", shape)}]; one axis of width {backbone.Width} was expected, to tell the residual stream from the embedding."),
    };

    private CarriedAxis Of(string name, int axis, int symmetry) => new(name, axis, symmetry, (int)weights.ShapeOf(name)[axis] / All[symmetry].Size);
}
