using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// Masks over the entries of task vectors, each a relaxed Bernoulli (concrete) variable with a logit x: σ((x + ln u − ln(1 − u)) / T) with u
/// uniform. Each tensor's mask is divided by its mean, which keeps the size of what is merged. Maddison et al. 2017, arXiv:1611.00712.
/// </summary>
/// <param name="vectors">Names and lengths.</param>
/// <param name="temperature">T; towards 0 entries become 0 or 1.</param>
internal sealed class ConcreteMask(LearnableMerge vectors, double temperature)
{
    // As torch.distributions keeps u away from 0 and 1: the epsilon of single precision.
    private const double Margin = 1.1920929e-7;
    private readonly long[] lengths = [.. vectors.Names.Select(name => vectors.Vectors(name).shape[1])];

    /// <summary>Entries of a mask.</summary>
    public long Length => lengths.Sum();

    /// <summary>One random mask; gradients flow from it to the logits.</summary>
    /// <param name="logits">[Length], borrowed.</param>
    /// <param name="seed">Where u comes from.</param>
    /// <returns>By name, [numel], in the caller's dispose scope.</returns>
    public IReadOnlyDictionary<string, Tensor> Sample(Tensor logits, Seed seed)
    {
        using var generator = seed.Generator();
        var uniform = rand([Length], generator: generator).clamp_(Margin, 1 - Margin).to(logits.device);
        return Of(logits + uniform.log() - (-uniform).log1p());
    }

    /// <summary>The mask without chance, σ(x / T).</summary>
    /// <param name="logits">[Length], borrowed.</param>
    public IReadOnlyDictionary<string, Tensor> Expected(Tensor logits) => Of(logits);

    private Dictionary<string, Tensor> Of(Tensor noisy) => vectors.Names
        .Zip((noisy / temperature).sigmoid().split(lengths), (name, mask) => (name, mask))
        .ToDictionary(pair => pair.name, pair => pair.mask / pair.mask.mean());
}
