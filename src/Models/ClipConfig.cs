using System.Text.Json;
using SurgeryBench.Core;
using SurgeryBench.Models.Text;

namespace SurgeryBench.Models;

/// <summary>The sizes of a CLIP model as the <c>config.json</c> of its repository states them.</summary>
/// <param name="Vision">The vision tower's.</param>
/// <param name="Text">The text tower's.</param>
public sealed record ClipConfig(VisionTransformerShape Vision, TextTransformerShape Text)
{
    private const int Largest = 1 << 20;

    /// <summary>Bytes of a whole model with both towers and of some experts' vision towers, as float32.</summary>
    /// <param name="experts">How many experts.</param>
    public long ZooBytes(int experts) => sizeof(float) * (((1 + experts) * Vision.ParameterCount) + Text.ParameterCount);

    /// <summary>The sizes of a published CLIP model.</summary>
    /// <param name="backbone"><c>vit-b-32</c>, <c>vit-b-16</c> or <c>vit-l-14</c>.</param>
    /// <exception cref="BadInputException">Another name.</exception>
    public static ClipConfig Of(string backbone) => backbone switch
    {
        "vit-b-32" => new(VisionTransformerShape.B32, TextTransformerShape.B32),
        "vit-b-16" => new(VisionTransformerShape.B16, TextTransformerShape.B16),
        "vit-l-14" => new(VisionTransformerShape.L14, TextTransformerShape.L14),
        _ => throw new BadInputException($"There is no published CLIP model '{backbone}'; there are vit-b-32, vit-b-16 and vit-l-14, and --base with --experts names others."),
    };

    /// <summary>Reads a file; what it leaves out has the value that the format's own library gives it, which is ViT-B/32's.</summary>
    /// <exception cref="BadInputException">The file is missing, no such description, or describes another kind of model.</exception>
    public static ClipConfig Read(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"There is no file '{path}'; the config.json of a CLIP model was expected.");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 16 });
            return Of(json.RootElement, path);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new BadInputException($"'{path}' does not describe a CLIP model ({error.Message.Split('\n')[0]}).", error);
        }
    }

    private static ClipConfig Of(JsonElement root, string path)
    {
        JsonElement vision = Part(root, "vision_config"), text = Part(root, "text_config");
        foreach (var part in new[] { vision, text })
        {
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("hidden_act", out var act) && act.GetString() is not "quick_gelu")
                throw new BadInputException($"'{path}' names the activation '{act.GetString()}'; quick_gelu was expected, as OpenAI's CLIP has it.");
        }
        int Size(JsonElement part, string name, int usual)
        {
            if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty(name, out var value)) return usual;
            return value.GetInt32() is >= 1 and <= Largest and var size ? size : throw new BadInputException($"'{path}' has {name} = {value.GetInt32()}; 1 to {Largest} was expected.");
        }
        var embedding = Size(root, "projection_dim", 512);
        return new ClipConfig(
            new VisionTransformerShape(
                Size(vision, "hidden_size", 768), Size(vision, "num_hidden_layers", 12), Size(vision, "num_attention_heads", 12),
                Size(vision, "patch_size", 32), Size(vision, "image_size", 224), embedding),
            new TextTransformerShape(
                Size(text, "hidden_size", 512), Size(text, "num_hidden_layers", 12), Size(text, "num_attention_heads", 8),
                Size(text, "max_position_embeddings", 77), Size(text, "vocab_size", 49_408), embedding));
    }

    private static JsonElement Part(JsonElement root, string name) => root.TryGetProperty(name, out var part) ? part : default;
}
