using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>A linear map in place of what it corrects: Map·x.</summary>
/// <param name="map">[width, width], taken over.</param>
internal sealed class MapModule(Tensor map) : Correction
{
    private readonly Tensor map = map.DetachFromDisposeScope();

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Tensor>> Tensors => [new("map", map)];

    /// <inheritdoc/>
    public override Correction With(IReadOnlyList<Tensor> tensors) => new MapModule(tensors[0]);

    /// <inheritdoc/>
    public override Tensor Clean(Tensor x) => x.matmul(map.mT);
}
