using NUnit.Framework;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core;

public sealed class ChannelMomentsTests
{
    [Test]
    public void AreThoseOfAllImagesAndTokensHoweverTheyComeInPortions()
    {
        using var scope = NewDisposeScope();
        var activations = Noise("a", 7, 3, 5) + 100;
        using var moments = new ChannelMoments(5, CPU);
        foreach (var part in activations.split(2)) moments.Add(part);
        var rows = activations.to_type(ScalarType.Float64).view(-1, 5);
        Assert.That((moments.Mean() - rows.mean([0L])).abs().max().item<double>(), Is.LessThan(1e-10));
        Assert.That((moments.Variance() - rows.var(0L, unbiased: false)).abs().max().item<double>(), Is.LessThan(1e-9));
    }

    // Two units of unit variance and correlation r average to a variance of (1 + r) / 2: what merging units that do not correspond costs.
    [TestCase(0)]
    [TestCase(0.5)]
    [TestCase(1)]
    public void ShowTheVarianceThatAveragingLoses(double correlation)
    {
        using var scope = NewDisposeScope();
        const int units = 400, inputs = 300;
        Tensor images = Noise("images", 2000, inputs), first = Noise("first", inputs, units), fresh = Noise("second", inputs, units);
        var second = (first * correlation) + (fresh * Math.Sqrt(1 - (correlation * correlation)));
        var ratio = Variance(images.matmul((first + second) / 2)) / (0.5 * (Variance(images.matmul(first)) + Variance(images.matmul(second))));
        Assert.That(ratio, Is.EqualTo((1 + correlation) / 2).Within(0.01));
    }

    private static double Variance(Tensor activations)
    {
        using var moments = new ChannelMoments(activations.shape[1], CPU);
        moments.Add(activations);
        return moments.Variance().mean().item<double>();
    }

    private static Tensor Noise(string name, params long[] shape)
    {
        using var generator = Seed.Of("moments", name).Generator();
        return randn(shape, generator: generator);
    }
}
