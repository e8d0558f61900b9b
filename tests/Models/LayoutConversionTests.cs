using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models;
using SurgeryBench.Models.Checkpoints;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Tests.Results;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models;

public sealed class LayoutConversionTests
{
    private static readonly IKeyLayout[] Layouts = [new OpenClipLayout(), new OpenClipLayout("model.visual."), new HuggingFaceLayout(), new HuggingFaceLayout("")];

    [Test]
    public void GivesWhatIsStoredUnderTheOtherNames()
    {
        using Weights tower = TinyTower.Weights(), expected = TinyTower.UnderHuggingFaceNames(tower);
        using var converted = LayoutConversion.Between(new OpenClipLayout(), new HuggingFaceLayout(), TinyTower.Shape).Convert(tower);
        CheckEqual(converted, expected);
    }

    [Test]
    public void ComesBackBitForBit([Values(0, 1, 2, 3)] int from, [Values(0, 1, 2, 3)] int over, [Values(1, 2, 3)] int seed)
    {
        var shape = Random(seed);
        using var scope = NewDisposeScope();
        using var drawn = VisionTransformerInit.Draw(shape, Seed.Of("conversion", $"{seed}"));
        using var weights = LayoutConversion.Between(new OpenClipLayout(), Layouts[from], shape).Convert(drawn);
        using var there = LayoutConversion.Between(Layouts[from], Layouts[over], shape).Convert(weights);
        using var back = LayoutConversion.Between(Layouts[over], Layouts[from], shape).Convert(there);
        CheckEqual(back, weights);
    }

    [Test]
    public void SharesNoMemoryWithItsSources()
    {
        using var tower = TinyTower.Weights();
        using var copy = LayoutConversion.Between(new OpenClipLayout(), new OpenClipLayout(), TinyTower.Shape).Convert(tower);
        foreach (var name in tower.Names) tower[name].zero_();
        Assert.That(copy.Names.Select(name => copy[name].abs().sum().item<float>()), Is.All.GreaterThan(0));
    }

    [Test]
    public void StacksQueryKeyAndValueInThisOrder()
    {
        var stacked = LayoutConversion.Between(new HuggingFaceLayout(), new OpenClipLayout(), TinyTower.Shape).Tensors.Single(one => one.Name == "visual.transformer.resblocks.1.attn.in_proj_bias");
        string[] sources = ["q", "k", "v"];
        Assert.That(stacked.Sources, Is.EqualTo(sources.Select(letter => $"vision_model.encoder.layers.1.self_attn.{letter}_proj.bias")));
        using var made = stacked.Make([zeros(8), ones(8), ones(8) * 2]);
        Assert.That(made.view(3, 8).mean([1]).data<float>().ToArray(), Is.EqualTo(new float[] { 0, 1, 2 }));
    }

    [Test]
    public void DescribesEveryTensorAsItMakesIt()
    {
        using var tower = TinyTower.Weights();
        foreach (var tensor in LayoutConversion.Between(new OpenClipLayout(), new HuggingFaceLayout(), TinyTower.Shape).Tensors)
        {
            using var made = tensor.Make([.. tensor.Sources.Select(name => tower[name])]);
            Assert.That(made.shape, Is.EqualTo(tensor.Shape), tensor.Name);
        }
    }

    [Test]
    public void ConvertsATowerWithoutItsProjection()
    {
        using Weights tower = TinyTower.Weights(), named = TinyTower.UnderHuggingFaceNames(tower);
        using var expert = new Weights(named.Names.Where(name => name != "visual_projection.weight").Select(name => KeyValuePair.Create(name, named[name].clone())));
        var conversion = LayoutConversion.Between(new HuggingFaceLayout(), new OpenClipLayout(), TinyTower.Shape);
        using var converted = conversion.WithoutProjection().Convert(expert);
        Assert.That(converted.Names, Is.EqualTo(tower.Names.Remove("visual.proj")));
        Assert.That(() => conversion.Convert(expert), Throws.TypeOf<MisfitException>().With.Message.Contains("visual_projection.weight"));
    }

    [TestCase("model.visual.", new[] { "model.positional_embedding", "model.text_projection", "model.logit_scale", "model.token_embedding.weight", "model.ln_final.weight", "model.ln_final.bias" })]
    [TestCase("visual.", new[] { "positional_embedding", "transformer.resblocks.0.ln_1.weight" })]
    public void LeavesTheTextSideOfOpenClipOut(string prefix, string[] beside)
    {
        var layout = new OpenClipLayout(prefix);
        using var weights = With(layout, beside);
        using var converted = LayoutConversion.Between(layout, new OpenClipLayout(), TinyTower.Shape).Convert(weights);
        Assert.That(converted.Names, Has.Length.EqualTo(weights.Names.Length - beside.Length));
    }

    [TestCase("vision_model.", new[] { "vision_model.embeddings.position_ids", "text_model.final_layer_norm.bias", "text_projection.weight", "logit_scale" })]
    [TestCase("", new[] { "embeddings.position_ids" })]
    public void LeavesPositionIdsAndTheTextSideOfHuggingFaceOut(string prefix, string[] beside)
    {
        var layout = new HuggingFaceLayout(prefix);
        using var weights = With(layout, beside);
        using var converted = LayoutConversion.Between(layout, new OpenClipLayout(), TinyTower.Shape).Convert(weights);
        Assert.That(converted.Names, Has.Length.EqualTo(32));
    }

    [Test]
    public void NamesEveryUnknownTensor()
    {
        using var weights = With(new OpenClipLayout(), ["visual.extra\n", "other.weight"]);
        Assert.That(() => KeyLayouts.Check(new OpenClipLayout(), TinyTower.Shape, weights), Throws.TypeOf<MisfitException>().With.Message.EqualTo(
            "The checkpoint holds 2 tensors unknown in a vision tower with 2 blocks: 'other.weight', 'visual.extra '."));
    }

    [Test]
    public void ConvertsACheckpointTensorByTensor()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "model.bin");
        using Weights tower = TinyTower.Weights(), expected = TinyTower.UnderHuggingFaceNames(tower);
        SafetensorsWriter.Write(path, tower);
        using var checkpoint = Checkpoint.Open(path);
        using var converted = LayoutConversion.Between(KeyLayouts.Detect(checkpoint.Entries.Select(entry => entry.Name)), new HuggingFaceLayout(), TinyTower.Shape).Convert(checkpoint);
        CheckEqual(converted, expected);
    }

    private static Weights With(IKeyLayout layout, string[] beside)
    {
        using var tower = TinyTower.Weights();
        using var named = LayoutConversion.Between(new OpenClipLayout(), layout, TinyTower.Shape).Convert(tower);
        return new Weights(named.Names.Select(name => KeyValuePair.Create(name, named[name].clone())).Concat(beside.Select(name => KeyValuePair.Create(name, zeros(3, int64)))));
    }

    private static VisionTransformerShape Random(int seed)
    {
        var dice = Seed.Of("tower", $"{seed}").Random();
        int heads = dice.Next(1, 4), patch = dice.Next(1, 5);
        return new VisionTransformerShape(heads * dice.Next(1, 9), dice.Next(1, 4), heads, patch, patch * dice.Next(1, 4), dice.Next(1, 9));
    }

    private static void CheckEqual(Weights actual, Weights expected)
    {
        Assert.That(actual.Names, Is.EqualTo(expected.Names));
        foreach (var name in expected.Names)
        {
            using var golden = expected[name].contiguous();
            Assert.That(actual[name].shape, Is.EqualTo(golden.shape), name);
            Assert.That(actual[name].is_contiguous() && actual[name].bytes.SequenceEqual(golden.bytes), name);
        }
    }
}
