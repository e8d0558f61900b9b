using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Models.Layouts;

namespace SurgeryBench.Models;

/// <summary>The backbones by name.</summary>
public static class BackboneCatalog
{
    /// <summary>All backbones, in the order of the tables.</summary>
    public static ImmutableArray<VisionTransformer> All { get; } =
    [
        new("vit-mini", VisionTransformerShape.Mini, new OpenClipLayout()),
        new("vit-b-32", VisionTransformerShape.B32, new OpenClipLayout()),
        new("vit-b-16", VisionTransformerShape.B16, new OpenClipLayout()),
        new("vit-l-14", VisionTransformerShape.L14, new OpenClipLayout()),
    ];

    /// <summary>The backbone of a name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static VisionTransformer Find(string name) =>
        All.FirstOrDefault(backbone => backbone.Name == name)
        ?? throw new BadInputException($"There is no backbone '{name}'; there are {string.Join(", ", All.Select(backbone => backbone.Name))}.");
}
