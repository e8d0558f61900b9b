using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class MultiSlerpTests
{
    private static readonly float[][] Experts = [[3, 4, 0], [0, 0, 2], [1, -2, 2], [0, 5, 12]];

    // The reference's route, tangent step and all, in plain numbers.
    [Test]
    public void IsOneStepInTheTangentSpaceAtTheMeanDirection()
    {
        var lengths = Experts.Select(Length).ToList();
        var units = Experts.Select((vector, t) => vector.Select(value => value / lengths[t]).ToArray()).ToList();
        var mean = Enumerable.Range(0, 3).Select(i => units.Average(unit => unit[i])).ToArray();
        var middle = mean.Select(value => value / Math.Sqrt(mean.Sum(one => one * one))).ToArray();
        var dots = units.Select(unit => unit.Zip(middle, (a, b) => a * b).Sum()).ToList();
        var tangent = Enumerable.Range(0, 3).Select(i => units.Select((unit, t) => unit[i] - (dots[t] * middle[i])).Average()).ToArray();
        var angle = Math.Sqrt(tangent.Sum(one => one * one)) + 1e-8;
        var expected = middle.Zip(tangent, (m, v) => ((m * Math.Cos(angle)) + (v * Math.Sin(angle) / angle)) * lengths.Average());
        Assert.That(OneTensor.Merge(new MultiSlerp(), [9, 9, 9], Experts), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void AveragesDirectionsThatCancel() =>
        Assert.That(OneTensor.Merge(new MultiSlerp(), [9, 9], [2, 0], [-4, 0]), Is.EqualTo(new float[] { -1, 0 }));

    private static double Length(float[] vector) => Math.Sqrt(vector.Sum(value => (double)value * value));
}
