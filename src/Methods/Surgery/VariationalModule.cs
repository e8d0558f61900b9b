using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// A correction whose size is uncertain while it is trained: x − (μ + σ ε), where μ = Up·h, log σ² = Spread·h and h = relu(Down·x). Without
/// noise it is Surgery's. Owns its matrices.
/// </summary>
/// <param name="mean">Down and Up, taken over.</param>
/// <param name="spread">[width, rank], taken over.</param>
internal sealed class VariationalModule(ReluModule mean, Tensor spread) : Correction
{
    private readonly Tensor spread = spread.DetachFromDisposeScope();

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Tensor>> Tensors => [.. mean.Tensors, new("spread", spread)];

    /// <summary>A fresh one: Down as Surgery draws it, Up and Spread zero.</summary>
    public static VariationalModule Draw(int width, int rank, Seed seed, Device device) => new(ReluModule.Draw(width, rank, seed, device), zeros(width, rank, device: device));

    /// <summary>Ends training: lets the spread go.</summary>
    /// <returns>The mean's module, owned by the caller from here on.</returns>
    public ReluModule Settle()
    {
        spread.Dispose();
        return mean;
    }

    /// <inheritdoc/>
    public override Correction With(IReadOnlyList<Tensor> tensors) => new VariationalModule(new ReluModule(tensors[0], tensors[1]), tensors[2]);

    /// <inheritdoc/>
    public override Tensor Clean(Tensor x) => mean.Clean(x);

    /// <summary>A corrected sample, and how far the correction's distribution is from a standard normal one.</summary>
    /// <param name="x">[n, width], borrowed.</param>
    /// <param name="noise">ε, standard normal, like <paramref name="x"/>, borrowed.</param>
    /// <returns>[n, width], and the divergence summed over the width and averaged over rows, a scalar; in the caller's scope.</returns>
    public (Tensor Corrected, Tensor Divergence) Sample(Tensor x, Tensor noise)
    {
        using var scope = NewDisposeScope();
        var hidden = nn.functional.linear(x, mean.Down).relu();
        Tensor centre = nn.functional.linear(hidden, mean.Up), logVariance = nn.functional.linear(hidden, spread);
        var corrected = x - (centre + ((logVariance * 0.5).exp() * noise));
        var divergence = (centre.square() + logVariance.exp() - 1 - logVariance).sum(dim: 1).mean() * 0.5;
        return (corrected.MoveToOuterDisposeScope(), divergence.MoveToOuterDisposeScope());
    }
}
