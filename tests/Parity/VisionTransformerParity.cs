using System.Text.Json;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class VisionTransformerParity
{
    [Test]
    public void RunsBothKeyLayoutsLayerByLayer([Values("openclip", "hf")] string layout)
    {
        var fixture = Fixture.Open("vit");
        foreach (var config in fixture.Settings.GetProperty("configs").EnumerateArray()) CheckTower(fixture, config, layout);
    }

    [Test]
    public void ConvertsEachKeyLayoutIntoTheOtherBitForBit([Values("openclip", "hf")] string from)
    {
        var fixture = Fixture.Open("vit");
        foreach (var config in fixture.Settings.GetProperty("configs").EnumerateArray()) CheckConversion(fixture, config, from, from == "hf" ? "openclip" : "hf");
    }

    private static void CheckConversion(Fixture fixture, JsonElement config, string from, string to)
    {
        var name = config.GetProperty("name").GetString()!;
        using Weights weights = fixture.Load($"{name}/{from}.safetensors"), expected = fixture.Load($"{name}/{to}.safetensors");
        var target = KeyLayouts.Detect(expected.Names);
        using var converted = LayoutConversion.Between(KeyLayouts.Detect(weights.Names), target, ShapeOf(config)).Convert(weights);
        Assert.That(converted.Names, Is.EqualTo(expected.Names.Where(tensor => !target.IsBeside(tensor))));
        foreach (var tensor in converted.Names)
        {
            Assert.That(converted[tensor].shape, Is.EqualTo(expected[tensor].shape), tensor);
            Assert.That(converted[tensor].bytes.SequenceEqual(expected[tensor].bytes), tensor);
        }
    }

    private static VisionTransformerShape ShapeOf(JsonElement config)
    {
        int Of(string setting) => config.GetProperty(setting).GetInt32();
        return new VisionTransformerShape(Of("width"), Of("layers"), Of("heads"), Of("patch"), Of("image"), Of("embed"));
    }

    private static void CheckTower(Fixture fixture, JsonElement config, string layout)
    {
        var name = config.GetProperty("name").GetString()!;
        using var scope = NewDisposeScope();
        using var weights = fixture.Load($"{name}/{layout}.safetensors");
        using var io = fixture.Load($"{name}/io.safetensors");
        var tolerance = fixture.Tolerance("float32");
        var shape = ShapeOf(config);
        var keys = KeyLayouts.Detect(weights.Names);
        KeyLayouts.Check(keys, shape, weights);
        var tower = new VisionTransformer(name, shape, keys);

        tolerance.Check(tower.Patches(weights, io["input"]), io["patch_embed"], $"{name} patch_embed");
        tolerance.Check(tower.Embed(weights, io["input"]), io["ln_pre"], $"{name} ln_pre");
        var last = zeros(1);
        var feature = tower.Encode(weights, io["input"], (block, tokens) =>
        {
            tolerance.Check(tokens, io[$"block_{block}"], $"{name} block {block}");
            tolerance.Check(tokens.mean([1]), io[$"block_{block}_token_mean"], $"{name} token mean {block}");
            if (block == shape.Blocks - 1) last = tokens.clone().DetachFromDisposeScope();
            return tokens;
        });
        using var owned = last;
        tolerance.Check(tower.Pool(weights, last), io["pooled_ln_post"], $"{name} pooled");
        tolerance.Check(feature, io["feature"], $"{name} feature");
    }
}
