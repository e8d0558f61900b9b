using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>A correction of what leaves a block, or of the embedding. Owns its tensors.</summary>
internal abstract class Correction : IDisposable
{
    /// <summary>All tensors by the names under which they are written down; still owned by the correction.</summary>
    public abstract IEnumerable<KeyValuePair<string, Tensor>> Tensors { get; }

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
