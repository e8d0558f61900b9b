using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>DOGE's loss Σ ‖ct − λ (τt ⊙ Δ) 1‖², where 1 sums over columns, λ = Σ λt, and ct = (τt ⊙ (τt − Σ λs τs)) 1.</summary>
internal sealed class DogeGap
{
    private readonly Tensor rows, columns, targets, scale;

    /// <summary>Prepares what does not depend on Δ, in the caller's dispose scope.</summary>
    /// <param name="vectors">τt, [T, rows, columns], borrowed.</param>
    /// <param name="scales">λt, [T], borrowed.</param>
    public DogeGap(Tensor vectors, Tensor scales)
    {
        var merged = (vectors * scales.view(-1, 1, 1)).sum(dim: 0);
        targets = (vectors * (vectors - merged)).sum(dim: -1).t().unsqueeze(-1); // [rows, T, 1]
        scale = scales.sum();
        rows = vectors.transpose(0, 1).contiguous(); // [rows, T, columns]
        columns = rows.mT * (scale * -2);
    }

    /// <summary>The loss's gradient.</summary>
    /// <param name="correction">Δ, [rows, columns], borrowed.</param>
    /// <returns>[rows, columns].</returns>
    public Tensor Gradient(Tensor correction)
    {
        var left = targets - (rows.bmm(correction.unsqueeze(-1)) * scale);
        return columns.bmm(left).squeeze(-1);
    }
}
