using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using SurgeryBench.Models;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Tests.Models;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Operations;

public sealed class StackedLayerTests
{
    [Test]
    public void AbsorbsAMapThatWouldOtherwiseBeAdded([Values] LinearRole role, [Values] bool isHuggingFace)
    {
        using var scope = NewDisposeScope();
        using var drawn = TinyTower.Weights();
        using var weights = isHuggingFace ? TinyTower.UnderHuggingFaceNames(drawn) : drawn.Clone();
        var tower = new VisionTransformer("tiny", TinyTower.Shape, isHuggingFace ? new HuggingFaceLayout() : new OpenClipLayout());
        var tokens = Noise("tokens", 5, TinyTower.Shape.Tokens, TinyTower.Shape.Width);
        var layer = StackedLayer.Of(tower, weights, 1, role);
        long outputs = layer.Matrix().shape[0], inputs = layer.Matrix().shape[1];
        var map = new LowRankMap(Noise("down", 2, inputs) * 0.3f, Noise("up", outputs, 2), Noise("bias", outputs));

        var done = 0L;
        var added = tower.RunBlock(weights, 1, tokens, call => call.Layer.Role == role ? call.Run() + Part(call) : call.Run());
        layer.Absorb(map);
        Assert.That(done, Is.EqualTo(outputs));
        Assert.That((tower.RunBlock(weights, 1, tokens) - added).abs().max().item<float>(), Is.LessThan(1e-5));

        // Of query, key and value stored apart, each adds its own rows of the map.
        Tensor Part(LinearCall call)
        {
            var rows = call.Bias.numel();
            var part = nn.functional.linear(call.Input, map.Matrix().narrow(0, done, rows), map.Bias.narrow(0, done, rows));
            done += rows;
            return part;
        }
    }

    private static Tensor Noise(string what, params long[] shape)
    {
        using var generator = Seed.Of("stacked", what).Generator();
        return randn(shape, generator: generator);
    }
}
