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

    /// <summary>Says in what a checkpoint does not hold a tower: every missing and every misshapen tensor.</summary>
    /// <exception cref="MisfitException">Something is missing or misshapen.</exception>
    public static void Check(IKeyLayout layout, VisionTransformerShape shape, Weights weights)
    {
        var missing = layout.Names(shape.Blocks).Where(name => !weights.Contains(name)).ToList();
        if (missing.Count > 0) throw new MisfitException($"The checkpoint lacks {missing.Count} tensors of a vision tower with {shape.Blocks} blocks: {string.Join(", ", missing.Take(10))}.");
        var positions = layout.Positions(weights).shape;
        if (!positions.SequenceEqual([shape.Tokens, shape.Width])) throw new MisfitException($"The positions are [{string.Join(", ", positions)}]; the tower has [{shape.Tokens}, {shape.Width}].");
    }
}
