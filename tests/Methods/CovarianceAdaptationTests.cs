using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;

namespace SurgeryBench.Tests.Methods;

public sealed class CovarianceAdaptationTests
{
    [Test]
    public void FindsTheMinimumOfAShiftedQuadratic()
    {
        double[] minimum = [0.3, -1.2, 2.5, 0, 0.7, -0.4, 1.1, -2];
        var found = Search(8).Minimise(point => point.Zip(minimum, (one, other) => (one - other) * (one - other)).Sum(), 4000);
        Assert.That(found, Is.EqualTo(minimum).Within(1e-4));
    }

    [Test]
    public void FollowsTheCurvedValleyOfRosenbrock()
    {
        var found = Search(4).Minimise(point => Enumerable.Range(0, 3).Sum(i => (100 * Square(point[i + 1] - Square(point[i]))) + Square(1 - point[i])), 8000);
        Assert.That(found, Is.EqualTo(new double[] { 1, 1, 1, 1 }).Within(1e-3));

        static double Square(double value) => value * value;
    }

    [Test]
    public void AsksNoMoreOftenThanItMay([Values(1, 7, 23)] int evaluations)
    {
        var asked = 0;
        Search(3).Minimise(point => ++asked, evaluations);
        Assert.That(asked, Is.EqualTo(evaluations));
    }

    [Test]
    public void GivesTheBestDrawItSaw()
    {
        var best = double.MaxValue;
        double Function(ImmutableArray<double> point)
        {
            var value = Math.Abs(point[0] - 3) + Math.Abs(point[1]);
            best = Math.Min(best, value);
            return value;
        }
        Assert.That(Function(Search(2).Minimise(Function, 60)), Is.EqualTo(best));
    }

    private static CovarianceAdaptation Search(int size) => new([.. Enumerable.Repeat(0.0, size)], 0.5, Seed.Of("cma"));
}
