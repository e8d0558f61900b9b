using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Evaluation;

[UnderLease]
public sealed class LinearCkaTests
{
    // Centred, X = (-1, 0, 1) and Y = ((-1, 1), (0, -2), (1, 1)): YᵀX = (2, 0), XᵀX = 2, YᵀY = diag(2, 6). 4 / (2 √40).
    [Test]
    public void GivesTheWorkedExample()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[,] { { 4 }, { 5 }, { 6 } });
        var y = tensor(new float[,] { { 0, 1 }, { 1, -2 }, { 2, 1 } });
        Assert.That(LinearCka.Of(x, y), Is.EqualTo(2 / Math.Sqrt(40)).Within(1e-12));
        Assert.That(LinearCka.Of(y, x), Is.EqualTo(LinearCka.Of(x, y)).Within(1e-12));
    }

    [Test]
    public void IsOneUpToRotationScaleAndShiftAndLessBeyond()
    {
        using var scope = NewDisposeScope();
        var x = Noise("x", 40, 6);
        var (rotation, _) = linalg.qr(Noise("rotation", 6, 6));
        Assert.That(LinearCka.Of(x, (x.matmul(rotation) * -3) + 7), Is.EqualTo(1).Within(1e-6));
        Assert.That(LinearCka.Of(x, x * tensor(new float[] { 10, 1, 1, 1, 1, 1 })), Is.LessThan(0.9), "stretching one axis is no rotation");
    }

    [Test]
    public void IsSmallForUnrelatedRepresentationsOfManyImages()
    {
        using var scope = NewDisposeScope();
        Assert.That(LinearCka.Of(Noise("x", 2000, 6), Noise("y", 2000, 6)), Is.InRange(0, 0.02));
    }

    [Test]
    public void SaysThatTheSameAnswerToEverythingIsLikeNothing()
    {
        using var scope = NewDisposeScope();
        Assert.That(LinearCka.Of(ones(5, 3), Noise("y", 5, 3)), Is.NaN);
    }

    private static Tensor Noise(string name, params long[] shape)
    {
        using var generator = Seed.Of(name).Generator();
        return randn(shape, generator: generator);
    }
}
