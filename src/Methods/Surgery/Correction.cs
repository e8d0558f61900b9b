using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>A correction of what leaves a block, or of the embedding. Owns its tensors.</summary>
internal abstract class Correction : IDisposable
{
    /// <summary>All tensors by the names under which they are written down; still owned by the correction.</summary>
    public abstract IEnumerable<KeyValuePair<string, Tensor>> Tensors { get; }

    /// <summary>Numbers to store.</summary>
    public long ParameterCount => Tensors.Sum(pair => pair.Value.numel());

    /// <summary>Multiply-adds for one row: one an entry of its matrices.</summary>
    public long MultiplyAdds => Tensors.Where(pair => pair.Value.dim() > 1).Sum(pair => pair.Value.numel());

    /// <summary>A correction of the same kind.</summary>
    /// <param name="tensors">In the order of <see cref="Tensors"/>, taken over.</param>
    public abstract Correction With(IReadOnlyList<Tensor> tensors);

    /// <summary>Several corrections of one kind and shape as one, which corrects [several, rows, width], each part by its own.</summary>
    /// <param name="several">Borrowed; gradients flow back to them.</param>
    public static Correction Stack(IReadOnlyList<Correction> several)
    {
        using var scope = NewDisposeScope();
        var tensors = several.Select(one => one.Tensors.Select(pair => pair.Value).ToArray()).ToArray();
        return several[0].With([.. tensors[0].Select((_, place) => Stack([.. tensors.Select(one => one[place])]))]);
    }

    /// <summary>Corrects along the last axis.</summary>
    /// <param name="x">[..., width], borrowed; of a stack [several, rows, width].</param>
    /// <returns>A new tensor of the same shape.</returns>
    public abstract Tensor Clean(Tensor x);

    // A vector gets an axis for the rows.
    private static Tensor Stack(Tensor[] parts) => parts[0].dim() == 1 ? stack(parts).unsqueeze(1) : stack(parts);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, tensor) in Tensors) tensor.Dispose();
    }
}
