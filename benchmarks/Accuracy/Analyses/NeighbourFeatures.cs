using SurgeryBench.Evaluation;
using TorchSharp;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Embeddings laid out by t-SNE.</summary>
internal sealed record NeighbourFeatures : Features
{
    /// <inheritdoc/>
    public override string Name => "t-sne";

    /// <inheritdoc/>
    public override string Description => "t-SNE of the model's and the experts' embeddings, a panel a task";

    private protected override string Layout => "t-SNE";

    private protected override torch.Tensor Plane(torch.Tensor rows, CancellationToken cancellation) => NeighbourPlane.Of(rows, cancellation: cancellation);
}
