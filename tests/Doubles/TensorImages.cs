using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Images that lie in a tensor, [N, 3, side, side]; owned.</summary>
internal sealed class TensorImages(Tensor pixels) : IImageSet, IDisposable
{
    public int Count => (int)pixels.shape[0];

    public Tensor Take(ReadOnlySpan<long> indices)
    {
        using var chosen = tensor(indices.ToArray());
        return pixels.index_select(0, chosen);
    }

    public void Dispose() => pixels.Dispose();
}
