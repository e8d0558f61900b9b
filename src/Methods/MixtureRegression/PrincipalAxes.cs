using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>The directions in which embeddings vary most. Owns its tensors.</summary>
internal sealed class PrincipalAxes : IDisposable
{
    private readonly Tensor mean, axes;

    /// <summary>Finds them.</summary>
    /// <param name="embeddings">[n, width], borrowed.</param>
    /// <param name="count">Most directions to keep.</param>
    public PrincipalAxes(Tensor embeddings, int count)
    {
        using var scope = NewDisposeScope();
        mean = embeddings.mean([0L]).DetachFromDisposeScope();
        var centred = embeddings - mean;
        var (_, vectors) = linalg.eigh(centred.t().matmul(centred));
        var kept = Math.Min(count, embeddings.shape[1]);
        axes = vectors.narrow(1, embeddings.shape[1] - kept, kept).flip(1).contiguous().DetachFromDisposeScope();
    }

    /// <summary>The coordinates along them, [n, count], in the current scope.</summary>
    public Tensor Project(Tensor embeddings)
    {
        using var scope = NewDisposeScope();
        return (embeddings - mean).matmul(axes).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        mean.Dispose();
        axes.Dispose();
    }
}
