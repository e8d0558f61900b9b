using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class SyMergeTests
{
    [Test]
    public void BeginsAsTaskArithmeticUnderTheExpertsHeads()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        using MergedModel model = new SyMerge { Iterations = 1, LearningRate = 1e-12 }.Merge(zoo.MergeInput), plain = new TaskArithmetic().Merge(zoo.MergeInput);
        Assert.That((zoo.Embed(model) - zoo.Embed(plain)).abs().max().item<float>(), Is.LessThan(1e-5));
        foreach (var expert in zoo.Experts)
        {
            var head = (Head)model.HeadFor(expert.Task)!;
            Assert.That((head.Weight - expert.Head.Weight).abs().max().item<float>(), Is.LessThan(1e-9), expert.Task);
            Assert.That(head.Bias!.abs().max().item<float>(), Is.LessThan(1e-9), expert.Task);
        }
    }

    [Test]
    public void CountsAgreementAndSurerExpertsInItsLoss()
    {
        using var scope = NewDisposeScope();
        // Of images 0 to 3 the expert says class 0, 1, 1 and 0, with these probabilities; image 4 is not in the batch.
        var answers = new ExpertAnswers(tensor([0L, 1, 1, 0, 0]), tensor([0.6f, 0.55f, 0.99f, 0.5f, 1]));
        var half = MathF.Log(3); // logits of a model that gives three quarters to class 0
        var logits = tensor([0f, half, half, 0, half, 0, 0, half]).view(4, 2);
        // Batch 3 2 1 0: the model says 1, 0, 0, 1 at 0.75. It differs from a less sure expert, then a surer one, a less sure one and a less sure one.
        var loss = answers.LossOf(logits, [3, 2, 1, 0]);
        Assert.That(loss!.item<float>(), Is.EqualTo(Math.Log(4)).Within(1e-6)); // image 2 alone, to which the model gives a quarter
        // Batch 1 0 2 3 with the same logits: says 1, 0, 0, 1: agrees, agrees, differs from a surer, differs from a less sure.
        loss = answers.LossOf(logits, [1, 0, 2, 3]);
        Assert.That(loss!.item<float>(), Is.EqualTo(((2 * Math.Log(4.0 / 3)) + Math.Log(4)) / 3).Within(1e-6));
        Assert.That(answers.LossOf(logits.narrow(0, 0, 1), [3]), Is.Null);
    }

    [Test]
    public void TakesAnswersFromTheExpertUnderItsOwnHead()
    {
        using var zoo = new TinyZoo();
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var answers = ExpertAnswers.Of(zoo.Experts[1], zoo.MergeInput);
        var embeddings = zoo.ExpertEmbeddings().narrow(0, 10, 10);
        var probabilities = zoo.Experts[1].Head.Logits(embeddings).softmax(1);
        Assert.That(answers.Labels.equal(probabilities.argmax(1)).all().item<bool>());
        Assert.That((answers.Confidence - probabilities.amax([1])).abs().max().item<float>(), Is.LessThan(1e-5));
    }

    [Test]
    public void MakesTheStepsOfAdamOnCoefficientsAndTheVisitedHead()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        const double rate = 1e-3;
        var only = zoo.MergeInput with { Experts = [zoo.Experts[0]] };
        using var model = new SyMerge { Iterations = 1, LearningRate = rate, BatchSize = 10 }.Merge(only);
        var vectors = LearnableMerge.Create(only, new AdaMerging());
        var raw = full([vectors.Names.Length, 1], 0.3).requires_grad_();
        using var head = new Head(zoo.Experts[0].Head.Weight.clone().requires_grad_());
        using var merged = vectors.Merge(raw);
        long[] all = [.. Enumerable.Range(0, 10).Select(index => (long)index)];
        var logits = head.Logits(zoo.Backbone.Encode(merged, zoo.Data[0].Images.Take(all)));
        var gradients = autograd.grad([ExpertAnswers.Of(zoo.Experts[0], only).LossOf(logits, all)!], [raw, head.Weight]);
        // Adam's first step is the sign of the gradient, wherever that is far from its epsilon.
        var moved = ((Head)model.HeadFor("one")!).Weight - zoo.Experts[0].Head.Weight;
        var clear = gradients[1].abs().gt(1e-5);
        Assert.That(clear.sum().item<long>(), Is.GreaterThan(20));
        Assert.That(((moved + (gradients[1].sign() * rate)) * clear).abs().max().item<float>(), Is.LessThan(1e-5));
        using var stepped = vectors.Merge(raw.detach() - (gradients[0] / (gradients[0].abs() + 1e-8) * rate));
        using var expected = new SingleModel(zoo.Backbone, stepped.Clone());
        Assert.That((zoo.Embed(model) - zoo.Embed(expected)).abs().max().item<float>(), Is.LessThan(1e-5));
    }

    [Test]
    public void ComesNearerToTheExpertsPredictions()
    {
        using var zoo = new TinyZoo();
        var losses = new List<double>();
        using var model = new SyMerge { Iterations = 40 }.Merge(zoo.MergeInput with { Progress = new Immediately(step => losses.Add(step.Loss)) });
        Assert.That(losses.TakeLast(5).Average(), Is.LessThan(losses.Take(5).Average()));
    }

    [Test]
    public void CountsTheHeads()
    {
        using var zoo = new TinyZoo();
        using var model = new SyMerge { Iterations = 1 }.Merge(zoo.MergeInput);
        Assert.That(model.ExtraParameters, Is.EqualTo(3 * ((4 * 12) + 4)));
        Assert.That(model.Parts, Is.Null, "a folder of weights would lose the heads");
    }
}
