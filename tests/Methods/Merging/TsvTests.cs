using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class TsvTests
{
    [Test]
    public void OneTaskAloneKeepsItsExpert()
    {
        using var zoo = new TinyZoo();
        var alone = zoo.MergeInput with { Experts = zoo.Experts[..1] };
        foreach (IMergeMethod method in new IMergeMethod[] { new TsvM(), new TsvC() })
        {
            using var model = method.Merge(alone);
            using var expert = new SingleModel(zoo.Backbone, zoo.Experts[0].Weights.Clone());
            var images = zoo.Data[0].Images.Take([0, 1]);
            using Tensor one = model.Encode(images, "one"), two = expert.Encode(images, "one");
            Assert.That((one - two).abs().max().item<float>(), Is.LessThan(1e-4), method.Name);
        }
    }

    [Test]
    public void MergesNothingOfAMatrixWithLessRankThanTasks()
    {
        using var scope = NewDisposeScope();
        Assert.That(new TsvM().MergeMatrix(ones(5, 4, 6)).eq(0).all().item<bool>());
    }

    // Task vectors in directions of their own need no whitening: what is left is the sum of their largest triples.
    [Test]
    public void AddsTaskVectorsThatAreOrthogonal()
    {
        using var scope = NewDisposeScope();
        Tensor first = zeros(4, 6), second = zeros(4, 6);
        (first[0, 0], first[1, 1], first[2, 2]) = (5, 4, 1);
        (second[2, 4], second[3, 5], second[0, 0]) = (-3, 2, 1);
        var expected = zeros(4, 6);
        (expected[0, 0], expected[1, 1], expected[2, 4], expected[3, 5]) = (5, 4, -3, 2);
        Assert.That((new TsvM().MergeMatrix(stack([first, second])) - expected).abs().max().item<float>(), Is.LessThan(1e-5));
    }

    [Test]
    public void CompressesToTheNearestMatricesOfLowRankAndCountsThem()
    {
        using var zoo = new TinyZoo();
        using var model = new TsvC().Merge(zoo.MergeInput);
        using var scope = NewDisposeScope();
        var expected = zoo.Experts[1].Weights.Map((name, tensor) => tensor.dim() == 2 ? zoo.Base[name] + LowRank(tensor - zoo.Base[name]) : tensor.clone());
        using var own = new SingleModel(zoo.Backbone, expected);
        var images = zoo.Data[1].Images.Take([0, 1, 2]);
        Assert.That((model.Encode(images, "two") - own.Encode(images, "two")).abs().max().item<float>(), Is.LessThan(1e-4));
        var numbers = zoo.Base.Names.Where(zoo.Base.IsFloatingPoint).Select(zoo.Base.ShapeOf)
            .Sum(shape => shape.Length == 2 ? Math.Min(shape[0], shape[1]) / 3 * (shape[0] + shape[1] + 1) : shape.Aggregate(1L, (product, size) => product * size));
        Assert.That(model.ExtraParameters, Is.EqualTo(3 * numbers));
        Assert.That(model.NeedsTaskId);

        static Tensor LowRank(Tensor change)
        {
            var rank = Math.Min(change.shape[0], change.shape[1]) / 3;
            // Eckart and Young by way of the Gram matrix: project on its leading eigenvectors.
            var basis = linalg.eigh(change.matmul(change.t()).to(float64)).Item2.flip(1).narrow(1, 0, rank).to(float32);
            return basis.matmul(basis.t().matmul(change));
        }
    }
}
