using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>θ0 + m ⊙ Σ λt τt as a differentiable function of the coefficients and of a mask m that the tasks share, or of no mask.</summary>
internal sealed class LearnableMerge
{
    private readonly Weights anchor;
    private readonly Dictionary<string, Tensor> vectors;

    private LearnableMerge(Weights anchor, ImmutableArray<string> names, Dictionary<string, Tensor> vectors) =>
        (this.anchor, Names, this.vectors) = (anchor, names, vectors);

    /// <summary>The tensors that have a coefficient, in the order of the coefficient rows.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The task vectors of one tensor, [T, numel].</summary>
    public Tensor Vectors(string name) => vectors[name];

    /// <summary>Forms the task vectors; they live in the caller's dispose scope.</summary>
    public static LearnableMerge Create(MergeInput input, AdaMerging method)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var flat = new FlatModel(input.Base);
        var origin = flat.VectorOf(input.Base);
        Tensor[] rows = [.. input.Experts.Select(expert => flat.VectorOf(expert.Weights).sub_(origin))];
        var matrix = method.PlusPlus ? TiesSteps.SelectedVectors(rows, method.Density) : stack(rows);
        var parts = matrix.split([.. flat.Lengths], 1);
        var vectors = flat.Names.Zip(parts).ToDictionary(pair => pair.First, pair => pair.Second.contiguous().MoveToOuterDisposeScope());
        return new LearnableMerge(input.Base, flat.Names, vectors);
    }

    /// <summary>Multiplies all task vectors by a mask, for good.</summary>
    /// <param name="mask">One a tensor that has a coefficient, by name, [numel], borrowed.</param>
    public void Fix(IReadOnlyDictionary<string, Tensor> mask)
    {
        using var untracked = no_grad();
        foreach (var (name, vector) in vectors) vector.mul_(mask[name]);
    }

    /// <summary>The merged weights; gradients flow from them to the coefficients and to the mask.</summary>
    /// <param name="coefficients">[tensors or 1, T], borrowed.</param>
    /// <param name="mask">One a tensor that has a coefficient, by name, [numel], borrowed; null for none.</param>
    public Weights Merge(Tensor coefficients, IReadOnlyDictionary<string, Tensor>? mask = null)
    {
        using var scope = NewDisposeScope();
        var shared = coefficients.shape[0] == 1;
        var rows = Names.Select((name, row) => (name, row)).ToDictionary(pair => pair.name, pair => shared ? 0 : pair.row);
        return anchor.Map((name, tensor) => rows.TryGetValue(name, out var row)
            ? tensor + Masked(coefficients[row].matmul(vectors[name]), mask?[name]).view(tensor.shape)
            : tensor.clone());
    }

    private static Tensor Masked(Tensor vector, Tensor? mask) => mask is null ? vector : vector * mask;
}
