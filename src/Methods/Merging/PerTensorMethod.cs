using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// A merge that treats each tensor alone. It checks that the experts fit, runs one dispose scope a tensor and copies integer buffers from
/// the base, so that a method is its formula.
/// </summary>
public abstract record PerTensorMethod : IMergeMethod
{
    // A collection waits for all other runs; small models need none.
    private const long BytesBetweenCollections = 1L << 30;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual IEnumerable<IMergeMethod> Grid() => [];

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        // Between the tensors that stay, those that went leave holes in the heap: on large models more than the result itself.
        var gone = 0L;
        return new SingleModel(input.Backbone, input.Base.Map((name, anchor) =>
        {
            gone += (1 + input.Experts.Length) * anchor.numel() * anchor.element_size();
            if (gone > BytesBetweenCollections)
            {
                CollectionGate.Release();
                gone = 0;
            }
            return Merge(input, name, anchor);
        }));
    }

    /// <summary>The formula.</summary>
    /// <param name="tensor">A floating-point tensor of base and experts, borrowed.</param>
    /// <returns>A new tensor of the same shape and type.</returns>
    protected abstract Tensor Combine(TensorMerge tensor);

    private Tensor Merge(MergeInput input, string name, Tensor anchor)
    {
        if (!anchor.is_floating_point()) return anchor.clone();
        using var scope = NewDisposeScope();
        return Combine(TensorMerge.Of(input, name, anchor)).MoveToOuterDisposeScope();
    }
}
