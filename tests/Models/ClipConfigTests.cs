using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models;
using SurgeryBench.Models.Text;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Models;

public sealed class ClipConfigTests
{
    [Test]
    public void ReadsBothTowers() => Assert.That(
        Read("""
            { "projection_dim": 12, "model_type": "clip",
              "text_config": { "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "max_position_embeddings": 20, "vocab_size": 100, "hidden_act": "quick_gelu" },
              "vision_config": { "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2, "patch_size": 8, "image_size": 32 } }
            """),
        Is.EqualTo(new ClipConfig(
            new VisionTransformerShape(Width: 16, Blocks: 3, Heads: 2, Patch: 8, ImageSize: 32, EmbeddingSize: 12),
            new TextTransformerShape(Width: 32, Blocks: 2, Heads: 4, ContextLength: 20, VocabularySize: 100, EmbeddingSize: 12))));

    [Test]
    public void TakesWhatIsLeftOutAsTheFormatDoes() => Assert.That(Read("{}"), Is.EqualTo(ClipConfig.Of("vit-b-32")));

    // Eight vision towers of 87,849,216 parameters beside the base's 151,277,313, four bytes each.
    [Test]
    public void KnowsHowLargeAZooIs() => Assert.That(ClipConfig.Of("vit-b-32").ZooBytes(experts: 8), Is.EqualTo(4 * ((8 * 87_849_216L) + 151_277_313)));

    [TestCase("{", "does not describe")]
    [TestCase("[]", "does not describe")]
    [TestCase("""{ "projection_dim": "many" }""", "does not describe")]
    [TestCase("""{ "vision_config": { "hidden_size": 0 } }""", "hidden_size = 0")]
    [TestCase("""{ "text_config": { "hidden_act": "gelu" } }""", "'gelu'; quick_gelu")]
    public void NamesWhatIsWrong(string text, string fault) =>
        Assert.That(() => Read(text), Throws.TypeOf<BadInputException>().With.Message.Contains(fault).And.Message.Not.Contains("\n"));

    [Test]
    public void NamesTheFileThatIsMissing() =>
        Assert.That(() => ClipConfig.Read("nowhere/config.json"), Throws.TypeOf<BadInputException>().With.Message.Contains("nowhere"));

    [Test]
    public void NamesTheModelThatIsNotPublished() =>
        Assert.That(() => ClipConfig.Of("vit-mini"), Throws.TypeOf<BadInputException>().With.Message.Contains("vit-mini"));

    private static ClipConfig Read(string text)
    {
        using var file = new TemporaryFile();
        File.WriteAllText(file.Path, text);
        return ClipConfig.Read(file.Path);
    }
}
