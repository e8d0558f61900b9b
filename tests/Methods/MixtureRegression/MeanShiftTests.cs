using NUnit.Framework;
using SurgeryBench.Methods.MixtureRegression;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.MixtureRegression;

public sealed class MeanShiftTests
{
    private const double Penalty = 0.25, Variance = 1.7;
    private static readonly double[] Naturals = [-2.1, -0.4, 0.3, 1.6];

    [Test]
    public void TakesTheBestOfAGrid([Values(0, 1, 2)] int number, [Values(0.0, 1.0)] double target, [Values(0.3, 0.6, 1.0)] double responsibility)
    {
        var family = (TargetFamily)number;
        var variance = family == TargetFamily.Gaussian ? Variance : 1;
        foreach (var natural in Naturals)
        {
            using var scope = NewDisposeScope();
            var shift = Best(family, target, natural, responsibility, Penalty, variance).Shift;
            var grid = linspace(-8, 8, 160001, dtype: float64);
            var costs = Cost(family, target, natural + grid, grid, responsibility, variance);
            var ours = Cost(family, target, natural + shift, shift, responsibility, variance).item<double>();
            Assert.That(ours, Is.LessThanOrEqualTo(costs.min().item<double>() + 1e-12));
            Assert.That(shift.item<double>(), Is.EqualTo(grid[costs.argmin()].item<double>()).Within(2e-4));
        }
    }

    [Test]
    public void HasTheClippedResidualForASlope([Values(0, 1, 2)] int number, [Values(0.0, 1.0)] double target)
    {
        var family = (TargetFamily)number;
        var variance = family == TargetFamily.Gaussian ? Variance : 1;
        foreach (var natural in Naturals)
        {
            using var scope = NewDisposeScope();
            double Profile(double at)
            {
                var shift = Best(family, target, at, 0.6, Penalty, variance).Shift;
                return Cost(family, target, at + shift, shift, 0.6, variance).item<double>();
            }

            var slope = (Profile(natural + 1e-5) - Profile(natural - 1e-5)) / 2e-5;
            var clipped = Best(family, target, natural, 0.6, Penalty, variance).Clipped.item<double>();
            Assert.That(slope, Is.EqualTo(-0.6 * clipped / variance).Within(1e-8));
        }
    }

    [Test]
    public void ShiftsNothingForAHugePenalty([Values(0, 1, 2)] int number)
    {
        using var scope = NewDisposeScope();
        Assert.That(Best((TargetFamily)number, 1, -3, 0.5, 1e9, 1).Shift.item<double>(), Is.Zero);
    }

    private static MeanShift Best(TargetFamily family, double target, double natural, double responsibility, double penalty, double variance) =>
        MeanShift.Best(family, Of(target), Of(natural), Of(penalty * variance / responsibility));

    private static Tensor Cost(TargetFamily family, double target, Tensor natural, Tensor shift, double responsibility, double variance)
    {
        var loss = family switch
        {
            TargetFamily.Gaussian => natural.square() / 2,
            TargetFamily.Bernoulli => (1 + natural.exp()).log(),
            _ => natural.exp(),
        };
        return (responsibility * (loss - (target * natural)) / variance) + (Penalty * shift.abs());
    }

    private static Tensor Of(double value) => tensor(value, dtype: float64);
}
