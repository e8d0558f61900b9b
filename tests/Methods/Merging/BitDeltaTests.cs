using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class BitDeltaTests
{
    [Test]
    public void ReplacesEachChangeByItsSignTimesTheMeanMagnitude([Values] bool allTensors)
    {
        using var zoo = new TinyZoo();
        using var model = new BitDelta { AllTensors = allTensors }.Merge(zoo.MergeInput);
        Assert.That(model.NeedsTaskId);
        foreach (var expert in zoo.Experts)
        {
            using var expected = zoo.Base.Map((name, anchor) => Signed(zoo, name, allTensors) ? Rebuild(anchor, expert.Weights[name]) : expert.Weights[name].clone());
            using var images = randn(5, 3, 16, 16);
            using Tensor one = model.Encode(images, expert.Task), other = zoo.Backbone.Encode(expected, images);
            Assert.That((one - other).abs().max().item<float>(), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void CountsABitAnEntryAndANumberATensor()
    {
        using var zoo = new TinyZoo();
        using MergedModel some = new BitDelta().Merge(zoo.MergeInput), all = new BitDelta { AllTensors = true }.Merge(zoo.MergeInput);
        var tensors = zoo.Base.Names.Count(zoo.Base.IsFloatingPoint);
        Assert.That(all.ExtraParameters, Is.EqualTo(3 * ((zoo.Base.ParameterCount / 32) + tensors)));
        const int Linear = 2 * 12 * 16 * 16; // two blocks of 4 + 4 + 4 squares of the width in four matrices
        Assert.That(some.ExtraParameters, Is.EqualTo((3 * ((Linear / 32) + (2 * 4))) + (2 * (zoo.Base.ParameterCount - Linear))));
    }

    private static bool Signed(TinyZoo zoo, string name, bool allTensors) =>
        zoo.Base.IsFloatingPoint(name) && (allTensors || zoo.Backbone.RoleOf(name).Kind == TensorKind.LinearWeight);

    private static Tensor Rebuild(Tensor anchor, Tensor own)
    {
        float[] start = anchor.data<float>().ToArray(), end = own.data<float>().ToArray();
        var changes = start.Zip(end, (from, to) => (double)to - from).ToArray();
        var step = changes.Average(Math.Abs);
        return tensor(start.Zip(changes, (from, change) => (float)(from + (change < 0 ? -step : step))).ToArray()).reshape(anchor.shape);
    }
}
