using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Model Breadcrumbs: θ0 + λ Σ mt ⊙ τt, where mt drops the largest and the small entries of every row. Davari and Belilovsky 2024,
/// arXiv:2312.06795. The authors' code ranks along the last dimension of each tensor, not over a layer as the paper's text says.
/// </summary>
[Published("Davari and Belilovsky 2024, arXiv:2312.06795", "θ0 + λ Σ mt ⊙ τt; mt drops the largest and the small entries of a row", Golden = "breadcrumbs")]
public sealed record Breadcrumbs : PerTensorMethod
{
    /// <inheritdoc/>
    public override string Name => "breadcrumbs";

    /// <summary>Share of a row's entries that are dropped for being large, in (0, 1); default 0.01.</summary>
    public double Remove { get; init => field = Setting.Between(0, 1, value); } = 0.01;

    /// <summary>Share of a row's entries that stay of the rest, the largest, in (0, 1); default 0.14: the smallest 85 % go.</summary>
    /// <remarks>The authors' scripts name no default for either share.</remarks>
    public double Keep { get; init => field = Setting.Between(0, 1, value); } = 0.14;

    /// <summary>Whether large entries go before the rest is ranked (default), so that as many stay as <see cref="Keep"/> says.</summary>
    public bool RemoveFirst { get; init; } = true;

    /// <summary>λ; finite; default 0.3.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <inheritdoc/>
    public override IEnumerable<IMergeMethod> Grid() => Setting.Steps(0.1m, 1.5m, 0.1m).Select(scale => this with { Scale = scale });

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor) => tensor.Anchor + (Masked(tensor.TaskVectors()).sum(dim: 0) * Scale);

    /// <summary>What is left of task vectors.</summary>
    /// <param name="vectors">[T, shape of the tensor], borrowed; numbers alone pass.</param>
    internal Tensor Masked(Tensor vectors) => vectors.dim() < 2 ? vectors
        : RemoveFirst ? RowMask.OnlyLargest(RowMask.WithoutLargest(vectors, Remove), Keep)
        : RowMask.WithoutLargest(RowMask.OnlyLargest(vectors, Keep), Remove);
}
