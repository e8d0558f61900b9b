using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Text;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Text;

public sealed class ZeroShotHeadTests
{
    private static readonly string[] Classes = ["cat", "small dog"], Templates = ["a photo of {}.", "{}", "my {} and your {}"];

    [Test]
    public void MultipliesTheUnitMeanOfUnitEmbeddingsByTheScale()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTextTower.Weights();
        using var head = ZeroShotHead.Build(TinyTextTower.Tower, weights, Classes, Templates);
        var dog = TinyTextTower.Tower.Encode(weights, TinyTextTower.Ids("a photo of small dog.", "small dog", "my small dog and your small dog")).to(float64);
        var mean = Enumerable.Range(0, 3).Select(row => dog[row] / dog[row].square().sum().sqrt()).Aggregate((a, b) => a + b) / 3;
        var expected = mean / mean.square().sum().sqrt() * Math.Exp(weights["logit_scale"].item<float>());
        Assert.That((head.Weight[1] - expected).abs().max().item<double>(), Is.LessThan(1e-5));
        Assert.That((head.Classes, head.Bias), Is.EqualTo((2, (Tensor?)null)));
    }

    [Test]
    public void DoesNotDependOnHowPromptsFallIntoChunks()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTextTower.Weights();
        string[] many = [.. Enumerable.Range(0, 150).Select(label => $"{label}")];
        using var head = ZeroShotHead.Build(TinyTextTower.Tower, weights, many, Templates);
        foreach (var label in new[] { 0, 42, 85, 149 })
        {
            using var alone = ZeroShotHead.Build(TinyTextTower.Tower, weights, [many[label]], Templates);
            Assert.That((head.Weight[label] - alone.Weight[0]).abs().max().item<float>(), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void TellsOfEveryChunk()
    {
        using var weights = TinyTextTower.Weights();
        var told = new List<StepProgress>();
        string[] many = [.. Enumerable.Range(0, 130).Select(label => $"{label}")];
        using var head = ZeroShotHead.Build(TinyTextTower.Tower, weights, many, ["{}"], progress: new Immediately(told.Add));
        Assert.That(told.Select(step => (step.Stage, step.Step, step.Total)), Is.EqualTo(new[] { (ZeroShotHead.Stage, 1, 2), (ZeroShotHead.Stage, 2, 2) }));
    }

    [Test]
    public void StopsBetweenChunks()
    {
        using var weights = TinyTextTower.Weights();
        using var stop = new CancellationTokenSource();
        string[] many = [.. Enumerable.Range(0, 300).Select(label => $"{label}")];
        var steps = 0;
        var progress = new Immediately(_ =>
        {
            steps++;
            stop.Cancel();
        });
        Assert.That(() => ZeroShotHead.Build(TinyTextTower.Tower, weights, many, ["{}"], progress: progress, cancellation: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(steps, Is.EqualTo(1));
    }

    [Test]
    public void LetsGradientsPassThroughTheHead()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTextTower.Weights();
        using var head = ZeroShotHead.Build(TinyTextTower.Tower, weights, Classes, Templates);
        var embedding = ones(1, 4).requires_grad_();
        head.Logits(embedding).softmax(1).square().sum().backward();
        Assert.That(embedding.grad!.abs().sum().item<float>(), Is.GreaterThan(0));
        Assert.That(head.Weight.requires_grad, Is.False);
    }

    [Test]
    public void LeavesNoTensorBehindButTheHead()
    {
        using var weights = TinyTextTower.Weights();
        var before = LiveTensors.Count();
        using (ZeroShotHead.Build(TinyTextTower.Tower, weights, Classes, Templates)) Assert.That(Tensor.TotalCount, Is.EqualTo(before + 1));
    }

    [Test]
    public void NamesWhatIsAmissWithClassesAndTemplates()
    {
        using var weights = TinyTextTower.Weights();
        void Refuses(string[] classes, string[] templates, string message) =>
            Assert.That(() => ZeroShotHead.Build(TinyTextTower.Tower, weights, classes, templates), Throws.TypeOf<BadInputException>().With.Message.EqualTo(message));
        Refuses([], Templates, "A zero-shot head of no classes was asked for; at least one was expected.");
        Refuses(Classes, [], "A zero-shot head has no templates; at least one was expected.");
        Refuses(["cat", " "], Templates, "Class 1 of a zero-shot head has no name.");
        Refuses(Classes, ["{}", "a photo\n"], "Template 'a photo ' has no '{}' for the class name.");
        Refuses(["cat", "a b c d e f g h i"], ["a {}."], "Text 'a a b c d e f g h i.' takes 13 tokens with its start and end; the context has 12.");
    }
}
