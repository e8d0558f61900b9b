using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models;

public sealed class PointwiseConvolutionTests
{
    [TestCase(16, 17, 96, 288)]
    [TestCase(64, 17, 96, 96)]
    [TestCase(125, 17, 384, 96)]
    [TestCase(127, 5, 12, 7)]
    [TestCase(32, 50, 64, 128)]
    public void EqualsTheLinearLayerAndItsGradient(int batch, int length, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("pointwise", $"{batch}").Generator();
        Tensor Normal(params long[] shape) => randn(shape, generator: generator);
        var layer = new Affine(Normal(outputs, inputs), Normal(outputs));
        var (tokens, slope) = (Normal(batch, length, inputs).requires_grad_(), Normal(batch, length, outputs));
        Tensor one = PointwiseConvolution.Run(layer, tokens), two = nn.functional.linear(tokens, layer.Weight, layer.Bias);
        Assert.That(one.shape, Is.EqualTo(two.shape));
        Assert.That(Distance(one, two), Is.LessThan(1e-5));
        Assert.That(Distance(autograd.grad([one], [tokens], [slope])[0], autograd.grad([two], [tokens], [slope])[0]), Is.LessThan(1e-5));
    }

    [Test]
    public void LeavesTrainedLayersAndSmallBatchesAlone()
    {
        using var scope = NewDisposeScope();
        var layer = new Affine(ones(4, 3), ones(4));
        Assert.That(PointwiseConvolution.IsFaster(layer, ones(15, 2, 3)), Is.False);
        Assert.That(PointwiseConvolution.IsFaster(layer, ones(16, 2, 3, dtype: ScalarType.Float64)), Is.False);
        Assert.That(PointwiseConvolution.IsFaster(layer with { Weight = ones(4, 3, requires_grad: true) }, ones(16, 2, 3)), Is.False);
    }

    private static double Distance(Tensor one, Tensor two) => ((one - two).abs().max() / two.abs().max()).item<float>();
}
