using System.Collections.Immutable;
using SurgeryBench.Models;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>The description of a CLIP model.</summary>
internal sealed class ClipConfigTarget : FuzzTarget
{
    private static readonly byte[] Whole = """
        {"projection_dim": 512,
         "vision_config": {"hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "patch_size": 32, "image_size": 224, "hidden_act": "quick_gelu"},
         "text_config": {"hidden_size": 512, "num_hidden_layers": 12, "num_attention_heads": 8, "max_position_embeddings": 77, "vocab_size": 49408}}
        """u8.ToArray();

    public override string Name => "clip-config";

    public override int Share => 5;

    public override ImmutableArray<byte[]> Words { get; } = JsonWords.With(JsonWords.NamesIn(Whole));

    public override void Read(byte[] input, string folder) => ClipConfig.Read(Written(input, folder, "config.json")).ZooBytes(8);

    protected override IEnumerable<byte[]> Seeds() => [Whole, "{}"u8.ToArray()];
}
