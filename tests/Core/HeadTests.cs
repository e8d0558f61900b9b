using NUnit.Framework;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core;

public sealed class HeadTests
{
    [Test]
    public void MultipliesTheUnitEmbeddingAndAddsTheBias()
    {
        using var head = new Head(tensor(new float[,] { { 10, 0 }, { 0, 10 }, { 5, 5 } }), tensor(new float[] { 1, 0, -1 }));
        using var embedding = tensor(new float[,] { { 3, 4 } });
        using var logits = head.Logits(embedding);
        Assert.That(logits.data<float>().ToArray(), Is.EqualTo(new[] { 7f, 8f, 6f }).Within(1e-5f));
    }

    [Test]
    public void DoesWithoutABias()
    {
        using var head = new Head(tensor(new float[,] { { 10, 0 }, { 0, 10 } }));
        using var embedding = tensor(new float[,] { { 0, -2 } });
        using var logits = head.Logits(embedding);
        Assert.That(logits.data<float>().ToArray(), Is.EqualTo(new[] { 0f, -10f }).Within(1e-5f));
    }

    [Test]
    public void DoesNotDependOnTheLengthOfTheEmbedding()
    {
        using var head = new Head(tensor(new float[,] { { 1, 2 }, { -3, 1 } }));
        using var embedding = tensor(new float[,] { { 0.2f, 0.7f } });
        using var longer = embedding * 1000;
        using var first = head.Logits(embedding);
        using var second = head.Logits(longer);
        Assert.That(second.data<float>().ToArray(), Is.EqualTo(first.data<float>().ToArray()).Within(1e-5f));
    }

    [Test]
    public void RefusesAWeightThatIsNoMatrix()
    {
        using var vector = ones(3);
        Assert.That(() => new Head(vector), Throws.ArgumentException.With.Message.Contains("2 dimensions"));
    }

    [Test]
    public void SurvivesTheDisposeScopeItWasMadeIn()
    {
        Head head;
        using (NewDisposeScope()) head = new Head(ones(4, 2), ones(4));
        using (head) Assert.That((head.Classes, head.Weight.IsInvalid, head.Bias!.IsInvalid), Is.EqualTo((4, false, false)));
    }
}
