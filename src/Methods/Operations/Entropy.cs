using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>The entropy of predictions, AdaMerging's stand-in for a loss with labels.</summary>
internal static class Entropy
{
    /// <summary>−Σ p ln p of each row's softmax, in nats.</summary>
    /// <param name="logits">[batch, classes], borrowed.</param>
    /// <returns>[batch].</returns>
    public static Tensor OfPredictions(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return (-(logits.softmax(1) * logits.log_softmax(1)).sum(dim: 1)).MoveToOuterDisposeScope();
    }
}
