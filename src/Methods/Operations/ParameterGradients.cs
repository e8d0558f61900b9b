using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>Gradients of losses with respect to every tensor of a model. Owns a copy of the model.</summary>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="weights">Borrowed.</param>
internal sealed class ParameterGradients(IBackbone backbone, Weights weights) : IDisposable
{
    private readonly Weights leaves = weights.Map((_, tensor) => tensor.detach().clone().requires_grad_(tensor.is_floating_point()));

    /// <summary>Differentiates one loss.</summary>
    /// <param name="images">Borrowed, normalised.</param>
    /// <param name="loss">A number from the embedding [batch, embedding].</param>
    /// <param name="visit">Called with each tensor that the loss depends on and its gradient, borrowed.</param>
    public void Visit(Tensor images, Func<Tensor, Tensor> loss, Action<string, Tensor> visit)
    {
        using var scope = NewDisposeScope();
        using (enable_grad()) loss(backbone.Encode(leaves, images)).backward();
        using var untracked = no_grad();
        foreach (var name in leaves.Names)
        {
            if (leaves[name].grad is not { } gradient) continue;
            visit(name, gradient);
            gradient.zero_();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => leaves.Dispose();
}
