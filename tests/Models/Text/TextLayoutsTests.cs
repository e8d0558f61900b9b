using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Text;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Text;

public sealed class TextLayoutsTests
{
    [TestCase("token_embedding.weight", "ln_final.bias")]
    [TestCase("model.token_embedding.weight", "model.logit_scale")]
    [TestCase("text_model.embeddings.token_embedding.weight", "text_projection.weight")]
    [TestCase("clip.text_model.embeddings.token_embedding.weight", "clip.logit_scale")]
    public void FindsThePrefixByTheTokenEmbedding(string embedding, string another) =>
        Assert.That(TextLayouts.Detect(["visual.proj", embedding]).Shapes(TinyTextTower.Shape).Select(one => one.Key), Does.Contain(embedding).And.Contain(another));

    [Test]
    public void RefusesNamesWithoutATokenEmbedding() =>
        Assert.That(() => TextLayouts.Detect(["visual.class_embedding"]), Throws.TypeOf<BadInputException>().With.Message.Contains("'token_embedding.weight'"));

    [Test]
    public void NamesExactlyTheTensorsOfATower([Values] bool huggingFace)
    {
        using var weights = Tower(huggingFace);
        var layout = TextLayouts.Detect(weights.Names);
        Assert.That(layout.Shapes(TinyTextTower.Shape).Select(one => one.Key), Is.EquivalentTo(weights.Names));
        Assert.That(() => TextLayouts.Check(layout, TinyTextTower.Shape, weights), Throws.Nothing);
    }

    [Test]
    public void NamesEveryMissingAndMisshapenTensor([Values] bool huggingFace)
    {
        using var whole = Tower(huggingFace);
        var projection = huggingFace ? "text_projection.weight" : "text_projection";
        using var weights = new Weights(whole.Names.Where(name => name != "logit_scale").Select(name => KeyValuePair.Create(name, name == projection ? ones(3, 4) : whole[name].alias())));
        Assert.That(() => TextLayouts.Check(TextLayouts.Detect(weights.Names), TinyTextTower.Shape, weights), Throws.TypeOf<MisfitException>().With.Message.EqualTo(
            "The checkpoint lacks 1 tensors of a text tower with 2 blocks: logit_scale. "
            + $"The checkpoint misshapes 1 tensors of a text tower with 2 blocks: '{projection}' is [3, 4] instead of {(huggingFace ? "[4, 8]" : "[8, 4]")}."));
    }

    [Test]
    public void KeepsControlCharactersOfNamesOutOfMessages()
    {
        using var weights = new Weights([KeyValuePair.Create("evil\n\u001B[31m.token_embedding.weight", ones(1))]);
        Assert.That(() => TextLayouts.Check(TextLayouts.Detect(weights.Names), TinyTextTower.Shape, weights),
            Throws.TypeOf<MisfitException>().With.Message.Matches<string>(message => !message.Any(char.IsControl)));
    }

    private static Weights Tower(bool huggingFace)
    {
        var weights = TinyTextTower.Weights();
        if (!huggingFace) return weights;
        using (weights) return TinyTextTower.UnderHuggingFaceNames(weights);
    }
}
