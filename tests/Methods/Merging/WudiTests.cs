using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class WudiTests
{
    // Adam's first step has the size of the learning rate whatever the gradient is.
    [Test]
    public void FusionBenchsFormMovesEveryMatrixAndAveragesTheRest()
    {
        using var zoo = new TinyZoo();
        using var merged = (SingleModel)new Wudi { EveryMatrix = true, Iterations = 1, LearningRate = 1e-3 }.Merge(zoo.MergeInput);
        using var scope = NewDisposeScope();
        foreach (var name in zoo.Base.Names.Where(zoo.Base.IsFloatingPoint))
        {
            var vectors = stack([.. zoo.Experts.Select(expert => expert.Weights[name])]) - zoo.Base[name];
            var isMatrix = zoo.Base[name].dim() == 2;
            var expected = zoo.Base[name] + (isMatrix ? vectors.sum(dim: 0) : vectors.mean([0L]));
            var distance = (merged.Weights[name] - expected).abs();
            Assert.That(distance.max().item<float>(), Is.EqualTo(isMatrix ? 1e-3 : 0).Within(2e-5), name);
        }
    }
}
