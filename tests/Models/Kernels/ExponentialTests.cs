using System.Runtime.Intrinsics;
using NUnit.Framework;
using SurgeryBench.Models.Kernels;

namespace SurgeryBench.Tests.Models.Kernels;

public sealed class ExponentialTests
{
    [Test]
    public void IsRightToTwoUnitsInTheLastPlaceWhereverItIsANormalNumber()
    {
        for (var step = -87_330; step <= 88_720; step += 1)
        {
            var x = step / 1000f;
            var expected = (float)Math.Exp(x);
            Assert.That(Math.Abs(Of(x) - expected), Is.LessThanOrEqualTo(2 * (MathF.BitIncrement(expected) - expected)), $"at {x}");
        }
    }

    [TestCase(0, 1)]
    [TestCase(-87.4f, 0)]
    [TestCase(float.NegativeInfinity, 0)]
    [TestCase(88.73f, float.PositiveInfinity)]
    [TestCase(float.PositiveInfinity, float.PositiveInfinity)]
    [TestCase(float.NaN, float.NaN)]
    public void KnowsItsEnds(float x, float expected) => Assert.That(Of(x), Is.EqualTo(expected));

    private static float Of(float x) => Exponential.Of(Vector512.Create(x))[7];
}
