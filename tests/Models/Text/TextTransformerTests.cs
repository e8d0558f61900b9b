using NUnit.Framework;
using SurgeryBench.Models.Text;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Text;

public sealed class TextTransformerTests
{
    private static readonly TextTransformer Tower = TinyTextTower.Tower;

    [Test]
    public void HasThePublishedNumberOfParameters()
    {
        Assert.That(TextTransformerShape.B32.ParameterCount, Is.EqualTo(63_428_097));
        Assert.That(TextTransformerShape.B16.ParameterCount, Is.EqualTo(63_428_097));
        Assert.That(TextTransformerShape.L14.ParameterCount, Is.EqualTo(123_650_305));
    }

    [Test]
    public void CountsTheParametersOfItsLayout()
    {
        using var weights = TinyTextTower.Weights();
        Assert.That(TinyTextTower.Shape.ParameterCount, Is.EqualTo(weights.ParameterCount));
    }

    [Test]
    public void GivesTheSameUnderBothLayouts()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTextTower.Weights();
        using var renamed = TinyTextTower.UnderHuggingFaceNames(weights);
        var ids = TinyTextTower.Ids("a photo of a cat.", "a dog");
        var difference = new TextTransformer(TinyTextTower.Shape, TextLayouts.Detect(renamed.Names)).Encode(renamed, ids) - Tower.Encode(weights, ids);
        Assert.That(difference.abs().max().item<float>(), Is.LessThan(1e-6));
    }

    [Test]
    public void SeesEveryTokenUpToTheEndAndNoneBehindIt()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTextTower.Weights();
        var ids = TinyTextTower.Ids("a photo of cats"); // start, four words, end, six places
        var plain = Tower.Encode(weights, ids);
        for (var place = 0; place < TinyTextTower.Shape.ContextLength; place++)
        {
            if (place == 5) continue;
            var other = ids.clone();
            other[0, place] = 1000;
            var difference = (Tower.Encode(weights, other) - plain).abs().max().item<float>();
            Assert.That(difference, place < 5 ? Is.GreaterThan(1e-3) : Is.Zero, $"token {place} changed");
        }
    }

    [Test]
    public void TakesTheFirstOfTwoEndTokens()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTextTower.Weights();
        var difference = Tower.Encode(weights, TinyTextTower.Ids("a cat <|endoftext|> and more")) - Tower.Encode(weights, TinyTextTower.Ids("a cat"));
        Assert.That(difference.abs().max().item<float>(), Is.LessThan(1e-5));
    }

    [Test]
    public void GivesEachTextTheSameAloneAndInABatch()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTextTower.Weights();
        string[] texts = ["", "a", "a photo of a small cat.", "two dogs"];
        var alone = cat([.. texts.Select(text => Tower.Encode(weights, TinyTextTower.Ids(text)))]);
        Assert.That((alone - Tower.Encode(weights, TinyTextTower.Ids(texts))).abs().max().item<float>(), Is.LessThan(1e-5));
    }

    [Test]
    public void LeavesNoTensorBehindButTheEmbedding()
    {
        using var weights = TinyTextTower.Weights();
        using var ids = TinyTextTower.Ids("a cat", "a dog");
        var before = LiveTensors.Count();
        using (Tower.Encode(weights, ids)) Assert.That(Tensor.TotalCount, Is.EqualTo(before + 1));
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void RefusesIdsThatDoNotFitTheContext()
    {
        using var weights = TinyTextTower.Weights();
        using var longer = new ClipTokenizer(contextLength: 13).EncodeAll(["a"]);
        using var vector = ones(3, int64);
        Assert.That(() => Tower.Encode(weights, longer), Throws.ArgumentException.With.Message.Contains("[1, 13]").And.Message.Contains("at most 12"));
        Assert.That(() => Tower.Encode(weights, vector), Throws.ArgumentException.With.Message.Contains("[3]"));
    }
}
