using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class KarcherTests
{
    private static readonly float[][] Experts = [[3, 4, 0], [0, 0, 2], [1, -2, 2], [0, 5, 12]];

    [Test]
    public void AveragesAnglesAndLengthsOnACircle() =>
        Assert.That(OneTensor.Merge(new Karcher(), [9, 9], At(0, 1), At(20, 2), At(100, 6)), Is.EqualTo(At(40, 3)).Within(1e-5));

    // Where the sum of squared angles is least, no direction nearby has a smaller one.
    [Test]
    public void MinimisesTheSumOfSquaredAngles()
    {
        var mean = OneTensor.Merge(new Karcher { Iterations = 100, Tolerance = 1e-9 }, [9, 9, 9], Experts).Select(value => (double)value).ToArray();
        var least = Spread(mean);
        foreach (var step in new[] { -1e-2, 1e-2 })
        {
            for (var i = 0; i < 3; i++)
            {
                var moved = mean.ToArray();
                moved[i] += step * Length(mean);
                Assert.That(Spread(moved), Is.GreaterThan(least));
            }
        }
        Assert.That(Length(mean), Is.EqualTo(Experts.Average(expert => Length([.. expert.Select(value => (double)value)]))).Within(1e-5));
    }

    [Test]
    public void GetsThereInTheStepsOfTheDefault() =>
        Assert.That(OneTensor.Merge(new Karcher(), [9, 9, 9], Experts),
            Is.EqualTo(OneTensor.Merge(new Karcher { Iterations = 200, Tolerance = 1e-12 }, [9, 9, 9], Experts)).Within(1e-3));

    [Test]
    public void TakesNoDirectionFromZerosButTheirLength() =>
        Assert.That(OneTensor.Merge(new Karcher(), [9, 9], [0, 0], [0, 4]), Is.EqualTo(new float[] { 0, 2 }).Within(1e-6));

    private static float[] At(double degrees, double length) =>
        [(float)(length * Math.Cos(degrees * Math.PI / 180)), (float)(length * Math.Sin(degrees * Math.PI / 180))];

    private static double Spread(double[] point) => Experts.Sum(expert =>
    {
        var cosine = expert.Zip(point, (a, b) => a * b).Sum() / (Length([.. expert.Select(value => (double)value)]) * Length(point));
        return Math.Pow(Math.Acos(cosine), 2);
    });

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));
}
