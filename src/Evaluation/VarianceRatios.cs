using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Evaluation;

/// <summary>
/// The variance of a model's representations as a multiple of an expert's, a level at a time. Channels are summed up before the division,
/// so that it does not matter in which order either model has them.
/// </summary>
internal sealed class VarianceRatios : IDisposable
{
    private readonly List<(ChannelMoments Own, ChannelMoments Expert)> levels = [];

    /// <summary>Counts representations of some images in.</summary>
    /// <param name="own">The model's, a level each, [n, channels], borrowed.</param>
    /// <param name="expert">The expert's of the same images, borrowed.</param>
    public void Add(IReadOnlyList<Tensor> own, IReadOnlyList<Tensor> expert)
    {
        for (var level = 0; level < own.Count; level++)
        {
            if (level == levels.Count) levels.Add((MomentsFor(own[level]), MomentsFor(expert[level])));
            levels[level].Own.Add(own[level]);
            levels[level].Expert.Add(expert[level]);
        }
    }

    /// <summary>One ratio a level.</summary>
    public IEnumerable<double> Ratios() => levels.Select(level => Total(level.Own) / Total(level.Expert));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (own, expert) in levels)
        {
            own.Dispose();
            expert.Dispose();
        }
    }

    private static ChannelMoments MomentsFor(Tensor activations) => new(activations.shape[^1], activations.device);

    private static double Total(ChannelMoments moments)
    {
        using var scope = NewDisposeScope();
        return moments.Variance().sum().item<double>();
    }
}
