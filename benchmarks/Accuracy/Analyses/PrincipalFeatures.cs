using SurgeryBench.Evaluation;
using TorchSharp;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Embeddings by their first two principal components.</summary>
internal sealed record PrincipalFeatures : Features
{
    /// <inheritdoc/>
    public override string Name => "pca";

    /// <inheritdoc/>
    public override string Description => "first two principal components of the model's and the experts' embeddings, a panel a task";

    private protected override string Layout => "principal components";

    private protected override torch.Tensor Plane(torch.Tensor rows, CancellationToken cancellation) => PrincipalPlane.Of(rows);
}
