using static TorchSharp.torch;

namespace SurgeryBench.Methods.Federated;

/// <summary>A client's labelled samples as its frozen encoders embed them. Owns its tensors.</summary>
internal sealed class ClientSamples : IDisposable
{
    /// <summary>Takes over the tensors.</summary>
    /// <param name="shared">What the shared network sees, [n, width].</param>
    /// <param name="own">What the private network sees, [n, width].</param>
    /// <param name="labels">int64 [n], counted from the first class of the client's block.</param>
    public ClientSamples(Tensor shared, Tensor own, Tensor labels) =>
        (Shared, Own, Labels) = (shared.DetachFromDisposeScope(), own.DetachFromDisposeScope(), labels.DetachFromDisposeScope());

    /// <summary>What the shared network sees, [n, width].</summary>
    public Tensor Shared { get; }

    /// <summary>What the private network sees, [n, width].</summary>
    public Tensor Own { get; }

    /// <summary>int64 [n], counted from the first class of the client's block.</summary>
    public Tensor Labels { get; }

    /// <summary>n_k, the weight of the client in averages.</summary>
    public int Count => (int)Labels.shape[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        Shared.Dispose();
        Own.Dispose();
        Labels.Dispose();
    }
}
