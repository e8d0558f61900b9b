using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models;

public sealed class KeyLayoutsTests
{
    [TestCase("visual.class_embedding", "visual.ln_pre.weight")]
    [TestCase("model.visual.class_embedding", "model.visual.ln_pre.weight")]
    [TestCase("vision_model.embeddings.class_embedding", "vision_model.pre_layrnorm.weight")]
    [TestCase("clip.vision_model.embeddings.class_embedding", "clip.vision_model.pre_layrnorm.weight")]
    [TestCase("embeddings.class_embedding", "pre_layrnorm.weight")]
    public void FindsThePrefixByTheClassToken(string classToken, string another) =>
        Assert.That(KeyLayouts.Detect(["logit_scale", classToken]).Shapes(TinyTower.Shape).Select(one => one.Key), Does.Contain(classToken).And.Contain(another));

    [Test]
    public void RefusesNamesWithoutAClassToken() =>
        Assert.That(() => KeyLayouts.Detect(["conv1.weight", "fc.bias"]), Throws.TypeOf<BadInputException>().With.Message.Contains("visual.class_embedding"));

    [Test]
    public void FindsNothingAmissInAWholeTower([Values] bool huggingFace)
    {
        using var weights = Tower(huggingFace);
        Assert.That(() => KeyLayouts.Check(KeyLayouts.Detect(weights.Names), TinyTower.Shape, weights), Throws.Nothing);
    }

    [Test]
    public void NamesExactlyTheTensorsOfATower([Values] bool huggingFace)
    {
        using var weights = Tower(huggingFace);
        Assert.That(KeyLayouts.Detect(weights.Names).Shapes(TinyTower.Shape).Select(one => one.Key), Is.EquivalentTo(weights.Names));
    }

    [Test]
    public void NamesEveryMissingTensor()
    {
        string[] missing = ["visual.ln_post.bias", "visual.transformer.resblocks.1.mlp.c_fc.weight"];
        using var whole = TinyTower.Weights();
        using var weights = new Weights(whole.Names.Except(missing).Select(name => KeyValuePair.Create(name, whole[name].clone())));
        Assert.That(() => KeyLayouts.Check(new OpenClipLayout(), TinyTower.Shape, weights), Throws.TypeOf<MisfitException>()
            .With.Message.Contains("lacks 2 tensors").And.Message.Contains(missing[0]).And.Message.Contains(missing[1]));
    }

    [Test]
    public void SaysHowEveryMisshapenTensorDiffers()
    {
        using var weights = TinyTower.Weights();
        Assert.That(() => KeyLayouts.Check(new OpenClipLayout(), TinyTower.Shape with { Patch = 3, EmbeddingSize = 5 }, weights), Throws.TypeOf<MisfitException>().With.Message.EqualTo(
            "The checkpoint misshapes 3 tensors of a vision tower with 2 blocks: 'visual.positional_embedding' is [10, 8] instead of [5, 8], "
            + "'visual.proj' is [8, 4] instead of [8, 5], 'visual.conv1.weight' is [8, 3, 2, 2] instead of [8, 3, 3, 3]."));
    }

    [Test]
    public void ListsMissingAndMisshapenTensorsTogether([Values] bool huggingFace)
    {
        using var whole = Tower(huggingFace);
        var bias = whole.Names.Single(name => name.EndsWith(huggingFace ? "layers.1.mlp.fc2.bias" : "resblocks.1.mlp.c_proj.bias", StringComparison.Ordinal));
        var absent = whole.Names.Single(name => name.EndsWith("class_embedding", StringComparison.Ordinal));
        using var weights = new Weights(whole.Names.Where(name => name != absent).Select(name => KeyValuePair.Create(name, name == bias ? ones(9) : whole[name].clone())));
        Assert.That(() => KeyLayouts.Check(KeyLayouts.Detect(whole.Names), TinyTower.Shape, weights), Throws.TypeOf<MisfitException>()
            .With.Message.Contains(absent).And.Message.Contains($"'{bias}' is [9] instead of [8]."));
    }

    [Test]
    public void CountsTheTensorsItDoesNotName()
    {
        using var nothing = new Weights([]);
        Assert.That(() => KeyLayouts.Check(new OpenClipLayout(), TinyTower.Shape, nothing), Throws.TypeOf<MisfitException>()
            .With.Message.Contains("lacks 32 tensors").And.Message.EndsWith(" … and 12 more."));
    }

    private static Weights Tower(bool huggingFace)
    {
        var weights = TinyTower.Weights();
        if (!huggingFace) return weights;
        using (weights) return TinyTower.UnderHuggingFaceNames(weights);
    }
}
