using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Operations;

[OnOneThread]
public sealed class RoutedLayerTests
{
    /// <summary>The embedded suite's layers; one image of one token; the most tokens; a rest of images, of rows and of tokens; one task; a width that vectors do not divide.</summary>
    [TestCase(19, 17, 96, 384, 8)]
    [TestCase(16, 17, 384, 96, 8)]
    [TestCase(1, 1, 32, 32, 2)]
    [TestCase(3, 32, 160, 64, 3)]
    [TestCase(9, 5, 64, 512, 1)]
    [TestCase(18, 5, 16, 48, 3)]
    public void GivesAndDifferentiatesWhatEachImagesOwnLayerDoes(int images, int tokens, int inputs, int outputs, int tasks)
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("routed-layer", $"{images}").Generator();
        Tensor input = Normal(images, tokens, inputs), coefficients = Normal(images, tasks), slope = Normal(images, tokens, outputs);
        Tensor weight = Normal(outputs, inputs), bias = Normal(outputs), vectors = Normal(tasks, outputs * inputs), shifts = Normal(tasks, outputs);

        Tensor x = input.clone().requires_grad_(), g = coefficients.clone().requires_grad_();
        var value = RoutedLayer.Run(Call(x, weight, bias), vectors, shifts, g);
        Tensor exactX = input.to(float64).requires_grad_(), exactG = coefficients.to(float64).requires_grad_();
        var expected = stack([.. Enumerable.Range(0, images).Select(image => OwnLayer(exactX[image], exactG[image]))]);

        Assert.That(Distance(value, expected), Is.LessThan(1e-5));
        var exact = autograd.grad([expected], [exactX, exactG], [slope.to(float64)]);
        foreach (var (own, right) in autograd.grad([value], [x, g], [slope]).Zip(exact)) Assert.That(Distance(own, right), Is.LessThan(1e-5));
        using var untracked = no_grad();
        Assert.That(RoutedLayer.Run(Call(x, weight, bias), vectors, shifts, g).eq(value).all().item<bool>(), "without gradients");

        Tensor Normal(params long[] shape) => randn(shape, generator: generator);

        Tensor OwnLayer(Tensor rows, Tensor shares) => nn.functional.linear(
            rows, weight.to(float64) + shares.matmul(vectors.to(float64)).view(outputs, inputs), bias.to(float64) + shares.matmul(shifts.to(float64)));
    }

    [Test]
    public void LetsGradientsReachTheAnchor()
    {
        using var scope = NewDisposeScope();
        Tensor weight = ones(32, 32).requires_grad_(), coefficients = zeros(2, 1).requires_grad_();
        var value = RoutedLayer.Run(Call(ones(2, 3, 32), weight, zeros(32)), zeros(1, 32 * 32), zeros(1, 32), coefficients);
        Assert.That(autograd.grad([value.sum()], [weight])[0].eq(6).all().item<bool>());
    }

    private static LinearCall Call(Tensor input, Tensor weight, Tensor bias) => new(new LinearLayer(0, LinearRole.Expand, "weight", "bias"), input, weight, bias);

    private static double Distance(Tensor value, Tensor expected) => ((value.to(float64) - expected).norm() / expected.norm()).item<double>();
}
