using SurgeryBench.Core;

namespace SurgeryBench.Methods.Surgery;

/// <summary>The ranks at which Surgery and SurgeryV2 cost the same number of parameters.</summary>
internal static class MatchedRank
{
    private const int WidestOfRank16 = 768, Wide = 4, Narrow = 16;

    /// <summary>SurgeryV2's rank: 16 up to width 768 (ViT-B, and the small tower here), 4 above (ViT-L), as published.</summary>
    public static int OfSurgeryV2(IBackbone backbone) => backbone.Width > WidestOfRank16 ? Wide : Narrow;

    /// <summary>
    /// Surgery's rank with as many parameters as SurgeryV2's: r·(blocks·width + embedding)/embedding. 304 for ViT-B and 132 for ViT-L,
    /// the published pairs, where the division leaves no rest; rounded elsewhere.
    /// </summary>
    public static int OfSurgery(IBackbone backbone)
    {
        var perRank = ((double)backbone.Blocks * backbone.Width) + backbone.EmbeddingSize;
        return (int)Math.Round(OfSurgeryV2(backbone) * perRank / backbone.EmbeddingSize);
    }
}
