using SurgeryBench.Core;
using SurgeryBench.Models.Layouts;

namespace SurgeryBench.Models.Text;

/// <summary>Recognises the layout of a text tower by its names.</summary>
public static class TextLayouts
{
    private const string HuggingFace = "text_model.embeddings.token_embedding.weight", OpenClip = "token_embedding.weight";

    /// <summary>The layout whose token embedding is among the names.</summary>
    /// <exception cref="BadInputException">No known layout fits.</exception>
    public static ITextLayout Detect(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (name.EndsWith(HuggingFace, StringComparison.Ordinal)) return new HuggingFaceTextLayout(name[..^HuggingFace.Length]);
            if (name.EndsWith(OpenClip, StringComparison.Ordinal)) return new OpenClipTextLayout(name[..^OpenClip.Length]);
        }
        throw new BadInputException($"The checkpoint holds no token embedding under a known name ('{OpenClip}' or '{HuggingFace}'); a CLIP text tower was expected.");
    }

    /// <summary>Says in what a checkpoint does not hold a text tower: missing and misshapen tensors, all counted and the first of them named.</summary>
    /// <exception cref="MisfitException">Something is missing or misshapen.</exception>
    public static void Check(ITextLayout layout, TextTransformerShape shape, Weights weights) =>
        Check(layout, shape, name => weights.Contains(name) ? weights[name].shape : null);

    internal static void Check(ITextLayout layout, TextTransformerShape shape, Func<string, IEnumerable<long>?> found) =>
        LayoutCheck.ThrowIfAmiss(layout.Shapes(shape), found, $"a text tower with {shape.Blocks} blocks");
}
