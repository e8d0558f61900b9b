using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models;
using SurgeryBench.Models.Kernels;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Kernels;

[OnOneThread]
public sealed class SmallBlockTests
{
    /// <summary>The embedded suite's block; one image and several parts with a rest; one token and the most; heads of two widths; rows that eight does not divide.</summary>
    [TestCase(19, 17, 96, 3, 384)]
    [TestCase(1, 1, 32, 1, 32)]
    [TestCase(9, 32, 64, 2, 96)]
    [TestCase(3, 5, 128, 2, 512)]
    [TestCase(2, 4, 128, 4, 32)]
    public void EqualsTheBlockOfSeparateOperationsAndItsGradients(int batch, int tokens, int width, int heads, int hidden)
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("block", $"{batch}").Generator();
        Tensor Normal(params long[] shape) => randn(shape, generator: generator).requires_grad_();
        Affine Layer(int outputs, int inputs) => new((Normal(outputs, inputs).detach() / Math.Sqrt(inputs)).requires_grad_(), Normal(outputs));
        var block = new BlockWeights(new(Normal(width), Normal(width)), Layer(3 * width, width), Layer(width, width), new(Normal(width), Normal(width)), Layer(hidden, width), Layer(width, hidden));
        var (x, slope) = (Normal(batch, tokens, width), randn([batch, tokens, width], generator: generator));
        Assert.That(SmallBlock.Suits(block, x, heads), Is.True);

        var exact = Exact(block);
        var exactX = x.detach().to(float64).requires_grad_();
        Tensor value = SmallBlock.Run(block, x, heads), expected = ResidualBlock.Run(exact, exactX, heads);
        Assert.That(Distance(value, expected), Is.LessThan(5e-6));
        var gradients = autograd.grad([value], [x, .. SmallBlockSpans.TensorsOf(block)], [slope]);
        var exactGradients = autograd.grad([expected], [exactX, .. SmallBlockSpans.TensorsOf(exact)], [slope.to(float64)]);
        foreach (var (place, (own, right)) in gradients.Zip(exactGradients).Index()) Assert.That(Distance(own, right), Is.LessThan(2e-5), $"gradient {place}");
    }

    [Test]
    public void IsTheSameWithAndWithoutGradients()
    {
        using var scope = NewDisposeScope();
        var (block, tokens) = Mini(images: 19);
        Tensor plain = SmallBlock.Run(block, tokens, 3), tracked = SmallBlock.Run(block, tokens.clone().requires_grad_(), 3);
        Assert.That(plain.eq(tracked).all().item<bool>());
    }

    [Test]
    public void AnImageIsTheSameInAnyCompany()
    {
        using var scope = NewDisposeScope();
        var (block, tokens) = Mini(images: 19);
        var together = SmallBlock.Run(block, tokens, 3);
        foreach (var image in new[] { 0, 7, 8, 18 })
        {
            Assert.That(SmallBlock.Run(block, tokens[TensorIndex.Slice(image, image + 1)].clone(), 3)[0].allclose(together[image], 1e-5, 1e-6), Is.True, $"image {image}");
        }
    }

    [Test]
    public void GivesGradientsToTokensAloneWhereWeightsAreFrozen()
    {
        using var scope = NewDisposeScope();
        var (block, tokens) = Mini(images: 3);
        var x = tokens.clone().requires_grad_();
        var result = autograd.grad([SmallBlock.Run(block, x, 3).square().sum()], [x])[0];
        Assert.That(result.abs().min().item<float>(), Is.GreaterThan(0));
    }

    [Test]
    public void SuitsSmallWholeBlocksOfTheProcessorOnOneThread()
    {
        using var scope = NewDisposeScope();
        var (block, tokens) = Mini(images: 2);
        Assert.That(SmallBlock.Suits(block, tokens, 3), Is.True);
        Assert.That(SmallBlock.Suits(block, tokens, 2), Is.False, "heads of 48");
        Assert.That(SmallBlock.Suits(block, tokens.to(float64), 3), Is.False, "type");
        Assert.That(SmallBlock.Suits(block, tokens.transpose(0, 1), 3), Is.False, "layout");
        Assert.That(SmallBlock.Suits(block with { Expand = new(zeros(1024, 96), zeros(1024)) }, tokens, 3), Is.False, "hidden width");
        Assert.That(SmallBlock.Suits(block, zeros(2, 33, 96), 3), Is.False, "tokens");
        set_num_threads(2);
        Assert.That(SmallBlock.Suits(block, tokens, 3), Is.False, "threads");
    }

    private static (BlockWeights Block, Tensor Tokens) Mini(int images)
    {
        var tower = BackboneCatalog.Find("vit-mini");
        using var generator = Seed.Of("block").Generator();
        var weights = VisionTransformerInit.Draw(tower.Shape, Seed.Of("block"));
        return (tower.Layout.Block(weights, 1), randn([images, tower.Tokens, tower.Width], generator: generator));
    }

    private static BlockWeights Exact(BlockWeights block) => new(
        Exact(block.FirstNorm), Exact(block.Attention), Exact(block.AttentionOut), Exact(block.SecondNorm), Exact(block.Expand), Exact(block.Contract));

    private static Affine Exact(Affine layer) => new(layer.Weight.detach().to(float64).requires_grad_(), layer.Bias.detach().to(float64).requires_grad_());

    private static double Distance(Tensor one, Tensor two) => ((one.to(float64) - two).abs().max() / two.abs().max()).item<double>();
}
