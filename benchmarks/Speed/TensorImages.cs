using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Speed;

/// <summary>Images that lie in a tensor, [N, 3, side, side], borrowed.</summary>
internal sealed class TensorImages(Tensor pixels) : IImageSet
{
    public int Count => (int)pixels.shape[0];

    public Tensor Take(ReadOnlySpan<long> indices)
    {
        using var chosen = tensor(indices.ToArray());
        return pixels.index_select(0, chosen);
    }
}
