using System.Text.Json;
using System.Text.Json.Nodes;
using SurgeryBench.Models;

namespace SurgeryBench.Accuracy.Export;

/// <summary>The <c>config.json</c> that lets Hugging Face's CLIPVisionModelWithProjection load a tower.</summary>
internal static class TowerConfig
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(VisionTransformerShape shape) => new JsonObject
    {
        ["architectures"] = new JsonArray("CLIPVisionModelWithProjection"),
        ["model_type"] = "clip_vision_model",
        ["hidden_size"] = shape.Width,
        ["intermediate_size"] = 4 * shape.Width,
        ["num_hidden_layers"] = shape.Blocks,
        ["num_attention_heads"] = shape.Heads,
        ["patch_size"] = shape.Patch,
        ["image_size"] = shape.ImageSize,
        ["projection_dim"] = shape.EmbeddingSize,
        ["hidden_act"] = "quick_gelu",
        ["layer_norm_eps"] = 1e-5,
        ["torch_dtype"] = "float32",
    }.ToJsonString(Indented) + "\n";
}
