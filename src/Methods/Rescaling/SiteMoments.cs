using SurgeryBench.Core;
using TorchSharp;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>Moments of the sites of one block. Owns them.</summary>
internal sealed class SiteMoments : IDisposable
{
    private readonly Dictionary<BlockSite, ChannelMoments> moments = [];

    /// <summary>The moments of a site that was counted in.</summary>
    public ChannelMoments this[BlockSite site] => moments[site];

    /// <summary>Counts activations of a site in.</summary>
    /// <param name="site">The site.</param>
    /// <param name="activations">Borrowed.</param>
    public void Add(BlockSite site, torch.Tensor activations)
    {
        if (!moments.TryGetValue(site, out var own)) moments[site] = own = new ChannelMoments(activations.shape[^1], activations.device);
        own.Add(activations);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var own in moments.Values) own.Dispose();
    }
}
