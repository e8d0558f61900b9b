using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Models.Checkpoints;

namespace SurgeryBench.Models.Layouts;

/// <summary>How each tensor of a vision tower in one layout is made from those in another: renamed, split, stacked or transposed, never computed.</summary>
public sealed class LayoutConversion
{
    private readonly IKeyLayout from;
    private readonly VisionTransformerShape shape;

    private LayoutConversion(IKeyLayout from, VisionTransformerShape shape, ImmutableArray<ConvertedTensor> tensors) => (this.from, this.shape, Tensors) = (from, shape, tensors);

    /// <summary>The tensors to make, in the order of the target layout.</summary>
    public ImmutableArray<ConvertedTensor> Tensors { get; }

    /// <summary>The conversion between two layouts.</summary>
    /// <param name="from">How the tower is stored.</param>
    /// <param name="to">How it is wanted; may differ in its prefix alone.</param>
    /// <param name="shape">The tower's sizes.</param>
    public static LayoutConversion Between(IKeyLayout from, IKeyLayout to, VisionTransformerShape shape)
    {
        var places = from.Tensors(shape)
            .SelectMany(tensor => tensor.Parts.Select((part, place) => KeyValuePair.Create((tensor.Block, part), new TensorSlice(tensor, place)))).ToDictionary();
        return new LayoutConversion(from, shape, [.. to.Tensors(shape).Select(tensor => new ConvertedTensor(tensor, [.. tensor.Parts.Select(part => places[(tensor.Block, part)])]))]);
    }

    /// <summary>The same for towers stored without their projection, as fine-tuned vision towers of Hugging Face are: it stays the base's.</summary>
    public LayoutConversion WithoutProjection() => new(from, shape, [.. Tensors.Where(tensor => !tensor.Target.Parts.Contains(TowerPart.Projection))]);

    /// <summary>Converts a model. What it holds besides the tower is checked to be known and left out.</summary>
    /// <param name="weights">Borrowed.</param>
    /// <returns>The tower's tensors in the target layout, owned by the caller.</returns>
    /// <exception cref="MisfitException">Tensors are missing, misshapen or unknown; all are named.</exception>
    public Weights Convert(Weights weights)
    {
        Check(weights.Names.ToDictionary(name => name, weights.ShapeOf));
        return new Weights(Tensors.Select(tensor => KeyValuePair.Create(tensor.Name, tensor.Make([.. tensor.Sources.Select(name => weights[name])]))));
    }

    /// <summary>Converts a checkpoint tensor by tensor: beside the result, only one tensor's sources are in memory.</summary>
    /// <param name="checkpoint">Borrowed.</param>
    /// <returns>The tower's tensors in the target layout, owned by the caller.</returns>
    /// <exception cref="MisfitException">Tensors are missing, misshapen or unknown; all are named.</exception>
    public Weights Convert(ICheckpoint checkpoint)
    {
        Check(checkpoint.Entries.ToDictionary(entry => entry.Name, entry => entry.Shape));
        return new Weights(Tensors.Select(tensor => KeyValuePair.Create(tensor.Name, Make(tensor, checkpoint))));
    }

    /// <summary>A checkpoint in the target layout, still in its file: a tensor is read and converted when asked for. Halves become float32.</summary>
    /// <param name="checkpoint">Taken over once nothing is amiss: it is closed with the weights.</param>
    /// <exception cref="MisfitException">Tensors are missing, misshapen or unknown; all are named.</exception>
    public Weights Store(ICheckpoint checkpoint)
    {
        var entries = checkpoint.Entries.ToDictionary(entry => entry.Name);
        Check(entries.ToDictionary(pair => pair.Key, pair => pair.Value.Shape));
        return Weights.Stored(
            Tensors.Select(tensor => new StoredTensor(tensor.Name, tensor.Shape, StoredWeights.TypeOf(entries[tensor.Sources[0]]), () => Make(tensor, checkpoint))), checkpoint);
    }

    /// <summary>The projection of a tower alone.</summary>
    /// <param name="checkpoint">Borrowed.</param>
    /// <returns>As the target layout stores it, owned by the caller.</returns>
    /// <exception cref="MisfitException">It is missing.</exception>
    public TorchSharp.torch.Tensor ReadProjection(ICheckpoint checkpoint)
    {
        var projection = Tensors.Single(tensor => tensor.Target.Parts.Contains(TowerPart.Projection));
        var source = projection.Sources.Single();
        if (!checkpoint.Entries.Any(entry => entry.Name == source)) throw new MisfitException($"'{checkpoint.Path}' lacks '{source}', the projection of the pretrained model.");
        return Make(projection, checkpoint);
    }

    private void Check(IReadOnlyDictionary<string, ImmutableArray<long>> found)
    {
        var needed = Tensors.SelectMany(tensor => tensor.Sources).ToHashSet();
        KeyLayouts.Check(from, shape, found, from.Tensors(shape).Where(tensor => needed.Contains(tensor.Name)));
    }

    private static TorchSharp.torch.Tensor Make(ConvertedTensor tensor, ICheckpoint checkpoint)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return tensor.Make([.. tensor.Sources.Select(name => StoredWeights.Read(checkpoint, name))]).MoveToOuterDisposeScope();
    }
}
