using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Models.Checkpoints;

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

    /// <summary>Says in what a checkpoint does not hold a tower: missing, misshapen and unknown tensors, all counted and the first of them named.</summary>
    /// <exception cref="MisfitException">Something is missing, misshapen or unknown.</exception>
    public static void Check(IKeyLayout layout, VisionTransformerShape shape, Weights weights) =>
        Check(layout, shape, weights.Names.ToDictionary(name => name, weights.ShapeOf), layout.Tensors(shape));

    /// <summary>The same for a checkpoint, of which nothing but its description is read.</summary>
    /// <exception cref="MisfitException">Something is missing, misshapen or unknown.</exception>
    public static void Check(IKeyLayout layout, VisionTransformerShape shape, ICheckpoint file) =>
        Check(layout, shape, file.Entries.ToDictionary(entry => entry.Name, entry => entry.Shape), layout.Tensors(shape));

    /// <summary>The same for names with their shapes, where only some tensors of the tower are required.</summary>
    internal static void Check(
        IKeyLayout layout, VisionTransformerShape shape, IReadOnlyDictionary<string, ImmutableArray<long>> found, IEnumerable<LaidOutTensor> required)
    {
        var all = layout.Tensors(shape).ToDictionary(tensor => tensor.Name);
        var needed = required.Select(tensor => tensor.Name).ToHashSet();
        LayoutCheck.ThrowIfAmiss(
            all.Values.Where(tensor => needed.Contains(tensor.Name) || found.ContainsKey(tensor.Name)).Select(tensor => tensor.NamedShape),
            name => found.TryGetValue(name, out var actual) ? actual : null,
            $"a vision tower with {shape.Blocks} blocks",
            found.Keys.Where(name => !all.ContainsKey(name) && !layout.IsBeside(name)));
    }
}
