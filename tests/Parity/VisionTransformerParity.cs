using System.Text.Json;
using NUnit.Framework;
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

    private static void CheckTower(Fixture fixture, JsonElement config, string layout)
    {
        int Of(string setting) => config.GetProperty(setting).GetInt32();
        var name = config.GetProperty("name").GetString()!;
        using var scope = NewDisposeScope();
        using var weights = fixture.Load($"{name}/{layout}.safetensors");
        using var io = fixture.Load($"{name}/io.safetensors");
        var tolerance = fixture.Tolerance("float32");
        var shape = new VisionTransformerShape(Of("width"), Of("layers"), Of("heads"), Of("patch"), Of("image"), Of("embed"));
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
