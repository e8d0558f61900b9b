using SurgeryBench.Core;

namespace SurgeryBench.Models.Layouts;

/// <summary>Recognises the layout of a checkpoint by its names.</summary>
public static class KeyLayouts
{
    /// <summary>The layout whose class token is among the names.</summary>
    /// <exception cref="BadInputException">No known layout fits.</exception>
    public static IKeyLayout Detect(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (name.EndsWith("embeddings.class_embedding", StringComparison.Ordinal)) return new HuggingFaceLayout(name[..^"embeddings.class_embedding".Length]);
            if (name.EndsWith("visual.class_embedding", StringComparison.Ordinal)) return new OpenClipLayout(name[..^"class_embedding".Length]);
        }
        throw new BadInputException("The checkpoint holds no class token under a known name ('visual.class_embedding' or 'vision_model.embeddings.class_embedding'); a CLIP vision tower was expected.");
    }

    /// <summary>Says in what a checkpoint does not hold a tower: missing and misshapen tensors, all counted and the first of them named.</summary>
    /// <exception cref="MisfitException">Something is missing or misshapen.</exception>
    public static void Check(IKeyLayout layout, VisionTransformerShape shape, Weights weights) => LayoutCheck.ThrowIfAmiss(
        layout.Shapes(shape), name => weights.Contains(name) ? weights[name].shape : null, $"a vision tower with {shape.Blocks} blocks");
}
