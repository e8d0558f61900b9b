using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Kernels;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Kernels;

public sealed class QuickGeluTests
{
    /// <summary>Whole vectors, a rest, and nothing but a rest; values from the flat to the linear end.</summary>
    [TestCase(64)]
    [TestCase(83)]
    [TestCase(5)]
    public void EqualsTheFormulaAndItsDerivative(int count)
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("gelu", $"{count}").Generator();
        Tensor x = (randn([count], generator: generator) * 8).requires_grad_(), slope = randn([count], generator: generator);
        var exact = x.detach().to(float64).requires_grad_();
        Tensor value = QuickGelu.Of(x), expected = exact * (exact * 1.702).sigmoid();
        Assert.That(Distance(value, expected), Is.LessThan(2e-6));
        Assert.That(Distance(autograd.grad([value], [x], [slope])[0], autograd.grad([expected], [exact], [slope.to(float64)])[0]), Is.LessThan(2e-6));
    }

    [Test]
    public void IsTheSameWithAndWithoutGradientAndHoweverTheTensorLies()
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("gelu").Generator();
        var x = randn([6, 32], generator: generator);
        var tracked = QuickGelu.Of(x.clone().requires_grad_());
        using (no_grad()) Assert.That(QuickGelu.Of(x).eq(tracked).all().item<bool>());
        Assert.That(Distance(QuickGelu.Of(x.t()), tracked.t()), Is.LessThan(1e-6));
        Assert.That(Distance(QuickGelu.Of(x.to(float64)), tracked), Is.LessThan(1e-6));
    }

    [Test]
    public void IsFlatOnOneSideAndLinearOnTheOther()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Enumerable.Repeat(new[] { -1e4f, -60f, 0, 60f, 1e4f }, 4).SelectMany(five => five).ToArray()).requires_grad_();
        var value = QuickGelu.Of(x);
        Assert.That(value.data<float>().ToArray()[..5], Is.EqualTo(new[] { 0, 0, 0, 60f, 1e4f }).Within(1e-6));
        Assert.That(autograd.grad([value.sum()], [x])[0].data<float>().ToArray()[..5], Is.EqualTo(new[] { 0, 0, 0.5f, 1, 1 }).Within(1e-6));
    }

    private static double Distance(Tensor one, Tensor two) => ((one.to(float64) - two).abs().max() / two.to(float64).abs().max()).item<double>();
}
