using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// θ = θ0 + α τ, where τ is a formula of the task vectors for matrices and their mean for everything else: the form of the methods that
/// decompose. Which tensors count as matrices, and what the rest becomes, a method may change.
/// </summary>
public abstract record PerMatrixMethod : PerTensorMethod
{
    /// <summary>The formula for a matrix, before scaling.</summary>
    /// <param name="vectors">Task vectors, [T, rows, columns], borrowed.</param>
    /// <returns>The merged task vector, [rows, columns].</returns>
    protected internal abstract Tensor MergeMatrix(Tensor vectors);

    /// <summary>α, what the merged task vector is multiplied by.</summary>
    protected abstract double Coefficient { get; }

    /// <summary>Whether the formula applies to a tensor; by default to every matrix but the text tower's projection.</summary>
    protected virtual bool Decomposes(TensorMerge tensor) => tensor.IsMatrix;

    /// <summary>The merged task vector of a tensor that is not decomposed; by default the mean.</summary>
    /// <param name="vectors">Task vectors, [T, shape of the tensor], borrowed.</param>
    protected virtual Tensor MergeRest(Tensor vectors) => vectors.mean([0L]);

    /// <inheritdoc/>
    protected sealed override Tensor Combine(TensorMerge tensor)
    {
        var vectors = tensor.TaskVectors();
        return tensor.Anchor + ((Decomposes(tensor) ? MergeMatrix(vectors) : MergeRest(vectors)) * Coefficient);
    }
}
