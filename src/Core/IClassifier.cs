using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>Tells the classes of a task apart by embeddings.</summary>
public interface IClassifier
{
    /// <summary>Scores of un-normalised embeddings; the largest is the answer.</summary>
    /// <param name="embedding">[batch, embedding], borrowed.</param>
    /// <returns>[batch, classes], owned by the caller.</returns>
    Tensor Logits(Tensor embedding);
}
