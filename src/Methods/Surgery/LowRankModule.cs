using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>A correction of what leaves a block, or of the embedding, through few directions. Owns its tensors.</summary>
internal abstract class LowRankModule : IDisposable
{
    /// <summary>Takes over the matrices.</summary>
    /// <param name="down">[rank, width].</param>
    /// <param name="up">[width, rank].</param>
    protected LowRankModule(Tensor down, Tensor up) => (Down, Up) = (down.DetachFromDisposeScope(), up.DetachFromDisposeScope());

    /// <summary>[rank, width].</summary>
    public Tensor Down { get; }

    /// <summary>[width, rank].</summary>
    public Tensor Up { get; }

    /// <summary>All tensors by the names under which they are written down; still owned by the module.</summary>
    public virtual IEnumerable<KeyValuePair<string, Tensor>> Tensors => [new("down", Down), new("up", Up)];

    /// <summary>Numbers to store.</summary>
    public long ParameterCount => Tensors.Sum(pair => pair.Value.numel());

    /// <summary>Corrects along the last axis.</summary>
    /// <param name="x">[..., width], borrowed.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public abstract Tensor Clean(Tensor x);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, tensor) in Tensors) tensor.Dispose();
    }
}
