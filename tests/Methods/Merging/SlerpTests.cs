using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class SlerpTests
{
    private static float[] At(double degrees, double length = 1) =>
        [(float)(length * Math.Cos(degrees * Math.PI / 180)), (float)(length * Math.Sin(degrees * Math.PI / 180))];

    // On a circle the fold with 1/k is the mean of the angles: 0 and 60 meet at 30, and a third of the way on to 120 is 60.
    [Test]
    public void AveragesTheAnglesOfPointsOnACircle() =>
        Assert.That(OneTensor.Merge(new Slerp(), [9, 9], At(0), At(60), At(120)), Is.EqualTo(At(60)).Within(1e-6));

    [Test]
    public void WeightsTensorsOfAnyLengthByTheSinesOfTheirShares() =>
        Assert.That(OneTensor.Merge(new Slerp(), [9, 9], [2, 0], [0, 1]), Is.EqualTo(new[] { Math.Sqrt(2), Math.Sqrt(0.5) }).Within(1e-6));

    // On the arc the mean would be longer by one part in 80000.
    [Test]
    public void GoesStraightBetweenTensorsThatAreNearlyParallel()
    {
        float[] one = [1000, 0], other = At(0.5729578, 3000);
        Assert.That(OneTensor.Merge(new Slerp(), [9, 9], one, other), Is.EqualTo(new[] { (one[0] + other[0]) / 2, other[1] / 2 }).Within(1e-3));
        Assert.That(OneTensor.Merge(new Slerp { LinearAbove = 0.99999 }, [9, 9], one, other)[0], Is.GreaterThan(((one[0] + other[0]) / 2) + 0.02));
    }

    [Test]
    public void GoesStraightFromATensorOfZeros() => Assert.That(OneTensor.Merge(new Slerp(), [9, 9], [0, 0], [4, -2]), Is.EqualTo(new float[] { 2, -1 }));
}
