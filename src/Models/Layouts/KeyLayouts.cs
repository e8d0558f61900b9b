using SurgeryBench.Core;

namespace SurgeryBench.Models.Layouts;

/// <summary>Recognises the layout of a checkpoint by its names.</summary>
public static class KeyLayouts
{
    private const int Listed = 20;

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
    public static void Check(IKeyLayout layout, VisionTransformerShape shape, Weights weights)
    {
        var expected = layout.Shapes(shape).ToList();
        var missing = expected.Where(one => !weights.Contains(one.Key)).Select(one => one.Key).ToList();
        var misshapen = expected.Where(one => weights.Contains(one.Key) && !weights[one.Key].shape.SequenceEqual(one.Value))
            .Select(one => $"'{one.Key}' is {Text(weights[one.Key].shape)} instead of {Text(one.Value)}").ToList();
        string[] faults = [.. Sentence("lacks", missing, shape), .. Sentence("misshapes", misshapen, shape)];
        if (faults.Length > 0) throw new MisfitException(string.Join(' ', faults));
    }

    private static string[] Sentence(string verb, List<string> faults, VisionTransformerShape shape)
    {
        if (faults.Count == 0) return [];
        var rest = faults.Count > Listed ? $" … and {faults.Count - Listed} more" : "";
        return [$"The checkpoint {verb} {faults.Count} tensors of a vision tower with {shape.Blocks} blocks: {string.Join(", ", faults.Take(Listed))}{rest}."];
    }

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";
}
