using System.Collections.Frozen;
using SurgeryBench.Core;
using SurgeryBench.Models.Checkpoints;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Text;

/// <summary>Reads the text tower out of a checkpoint of a whole CLIP model.</summary>
public static class TextCheckpoint
{
    /// <summary>
    /// Reads a text tower. The header is checked first, then the tower's own tensors are read and no others; those in half precision, as
    /// OpenAI publishes them, become float32.
    /// </summary>
    /// <param name="path">A checkpoint of any format, e.g. <c>model.safetensors</c> or <c>pytorch_model.bin</c> of a Hugging Face base repository.</param>
    /// <param name="shape">The sizes expected of the tower.</param>
    /// <returns>The tower and its float32 weights on the CPU, the latter owned by the caller.</returns>
    /// <exception cref="BadInputException">The file is missing, no checkpoint, or holds no text tower in floating-point numbers.</exception>
    /// <exception cref="MisfitException">Tensors of the tower are missing or misshapen.</exception>
    public static (TextTransformer Tower, Weights Weights) Load(string path, TextTransformerShape shape)
    {
        using var file = Checkpoint.Open(path);
        var entries = file.Entries.ToFrozenDictionary(entry => entry.Name);
        var layout = TextLayouts.Detect(entries.Keys.Order(StringComparer.Ordinal));
        TextLayouts.Check(layout, shape, name => entries.GetValueOrDefault(name)?.Shape);
        string[] names = [.. layout.Shapes(shape).Select(one => one.Key)];
        if (names.FirstOrDefault(name => !IsFloating(entries[name].Type)) is { } integer)
            throw new BadInputException($"'{path}' has '{OneLine.Of(integer)}' as {entries[integer].Type}; floating-point numbers were expected.");
        return (new TextTransformer(shape, layout), new Weights(names.Select(name => KeyValuePair.Create(name, Read(file, name)))));
    }

    private static Tensor Read(ICheckpoint file, string name)
    {
        using var scope = NewDisposeScope();
        return file.Read(name).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    private static bool IsFloating(ScalarType type) => type is ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float64;
}
