using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models;
using SurgeryBench.Models.Checkpoints;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Checkpoints;

public sealed class StoredWeightsTests
{
    private static readonly VisionTransformerShape Shape = new(Width: 16, Blocks: 2, Heads: 2, Patch: 8, ImageSize: 16, EmbeddingSize: 12);

    [Test]
    public void ReadsHalvesAsFloatsAndLeavesTheRestAsItIs()
    {
        using var file = new TemporaryFile();
        using (var written = new Weights([
            KeyValuePair.Create("half", full([3], 0.1, float16)), KeyValuePair.Create("brain", full([3], 0.1, bfloat16)), KeyValuePair.Create("ids", arange(3))]))
            SafetensorsWriter.Write(file.Path, written);
        using var weights = StoredWeights.Of(Checkpoint.Open(file.Path));
        foreach (var name in weights.Names) Assert.That(weights.Take(name).dtype, Is.EqualTo(weights.TypeOf(name)), name);
        Assert.That((weights.TypeOf("half"), weights.TypeOf("brain"), weights.TypeOf("ids")), Is.EqualTo((float32, float32, int64)));
        Assert.That(weights["half"].data<float>().ToArray(), Is.All.EqualTo((float)(Half)0.1));
    }

    [Test]
    public void ConvertsATowerAsItIsRead()
    {
        using var file = new TemporaryFile();
        using var drawn = VisionTransformerInit.Draw(Shape, Seed.Of("stored"));
        var there = LayoutConversion.Between(new OpenClipLayout(), new HuggingFaceLayout(), Shape);
        using var expected = there.Convert(drawn);
        SafetensorsWriter.Write(file.Path, drawn);
        using var stored = there.Store(Checkpoint.Open(file.Path));
        Assert.That(stored.Names, Is.EqualTo(expected.Names));
        foreach (var name in stored.Names)
        {
            Assert.That(stored.ShapeOf(name), Is.EqualTo(expected[name].shape), name);
            Assert.That(stored[name].eq(expected[name]).all().item<bool>(), name);
        }
    }

    [Test]
    public void EncodesWithAProjectionThatIsNoPartOfTheWeights()
    {
        using var scope = NewDisposeScope();
        using var drawn = VisionTransformerInit.Draw(Shape, Seed.Of("frozen"));
        var there = LayoutConversion.Between(new OpenClipLayout(), new HuggingFaceLayout(), Shape).WithoutProjection();
        using var tower = there.Convert(drawn);
        var frozen = new VisionTransformer("frozen", Shape, new FrozenProjection(new HuggingFaceLayout(), drawn["visual.proj"]));
        var whole = new VisionTransformer("whole", Shape, new OpenClipLayout());
        var images = ones(2, 3, 16, 16);
        Assert.That(tower.Names, Has.None.Contains("projection"));
        Assert.That((frozen.Encode(tower, images) - whole.Encode(drawn, images)).abs().max().item<float>(), Is.LessThan(1e-5));
        Assert.That(() => KeyLayouts.Check(frozen.Layout, Shape, tower), Throws.Nothing);
    }
}
