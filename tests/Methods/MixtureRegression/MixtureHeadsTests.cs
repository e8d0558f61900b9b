using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.MixtureRegression;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.MixtureRegression;

public sealed class MixtureHeadsTests
{
    private static readonly MixtureSettings Quick = new() { Components = 2, FeaturePenalty = 1e-3, Starts = 3, Iterations = 60 };

    [Test]
    public void TellsTheClassesOfEveryTaskApart()
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("heads").Generator();
        var centres = randn([7, 24], generator: generator);
        LabelledEmbeddings[] train = [Draw("a", 0, 3, 150, centres, generator), Draw("b", 3, 4, 200, centres, generator)];
        using var heads = MixtureHeads.Fit(train, Quick, Seed.Of("fit"), dimensions: 12);
        foreach (var test in new[] { Draw("a", 0, 3, 100, centres, generator), Draw("b", 3, 4, 100, centres, generator) })
        {
            var scores = heads.Scores(test.Task, test.Embeddings);
            Assert.That(scores.shape, Is.EqualTo(new long[] { 100, test.Classes }));
            Assert.That((scores.argmax(1) == test.Labels).to(float64).mean().item<double>(), Is.GreaterThan(0.95));
        }
        Assert.That(heads.ParameterCount, Is.EqualTo(13 * ((7 * 2) + 2)));
        Assert.That(() => heads.Scores("c", centres), Throws.ArgumentException);
    }

    private static LabelledEmbeddings Draw(string task, int first, int classes, int count, Tensor centres, Generator generator)
    {
        var labels = randint(0, classes, [count], dtype: int64, generator: generator);
        return new LabelledEmbeddings(task, centres[labels + first] + (0.5 * randn([count, 24], generator: generator)), labels, classes);
    }
}
