using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Operations;

public sealed class ReducedRankRegressionTests
{
    private const int Rows = 5000, Inputs = 7, Outputs = 5;

    [Test]
    public void RecoversAMapOfItsRank()
    {
        using var scope = NewDisposeScope();
        Tensor x = Noise(Rows, Inputs, "x") + 30, map = Noise(Outputs, 2, "up").matmul(Noise(2, Inputs, "down")), shift = Noise(1, Outputs, "shift");
        var fit = ReducedRankRegression.Fit(x, x.matmul(map.t()) + shift, rank: 2, ridge: 1e-12);
        Assert.That((fit.Up.matmul(fit.Down) - map).abs().max().item<double>(), Is.LessThan(1e-8));
        Assert.That((fit.Bias - shift).abs().max().item<double>(), Is.LessThan(1e-6));
    }

    [TestCase(1, 1e-12)]
    [TestCase(3, 0.5)]
    [TestCase(Outputs + 3, 0.5)]
    public void IsTheTruncatedSolutionInTheMetricOfTheInputs(int rank, double ridge)
    {
        using var scope = NewDisposeScope();
        Tensor x = Mixed("x"), y = x.matmul(Noise(Inputs, Outputs, "map")) + Noise(Rows, Outputs, "noise");
        var fit = ReducedRankRegression.Fit(x, y, rank, ridge);
        // Another route: ridge as rows of data, the full solution by QR, and the SVD of what it predicts.
        var centred = x - x.mean([0]);
        var scale = Math.Sqrt(ridge * centred.pow(2).sum().item<double>() / Inputs);
        var data = cat([centred, eye(Inputs, dtype: float64) * scale]);
        var full = linalg.lstsq(data, cat([y - y.mean([0]), zeros(Inputs, Outputs, float64)])).Solution;
        var right = linalg.svd(data.matmul(full), fullMatrices: false).Vh.narrow(0, 0, Math.Min(rank, Outputs));
        Assert.That((fit.Up.matmul(fit.Down) - full.matmul(right.t()).matmul(right).t()).abs().max().item<double>(), Is.LessThan(1e-8));
    }

    [Test]
    public void MeetsTheMeanOfTheOutputsWhateverItsRankAndRidge()
    {
        using var scope = NewDisposeScope();
        Tensor x = Mixed("x") + 3, y = Noise(Rows, Outputs, "y") - 4;
        var fit = ReducedRankRegression.Fit(x, y, rank: 1, ridge: 10);
        Assert.That((x.matmul(fit.Down.t()).matmul(fit.Up.t()) + fit.Bias - y).mean([0]).abs().max().item<double>(), Is.LessThan(1e-10));
    }

    [Test]
    public void IsAShiftWhereInputsDoNotVary()
    {
        using var scope = NewDisposeScope();
        var fit = ReducedRankRegression.Fit(ones(4, Inputs), full([4, Outputs], 2f), rank: 2, ridge: 0.01);
        Assert.That(fit.Up.matmul(fit.Down).abs().max().item<double>(), Is.Zero);
        Assert.That(fit.Bias.eq(2).all().item<bool>());
    }

    private static Tensor Mixed(string what) => Noise(Rows, Inputs, what).matmul(Noise(Inputs, Inputs, "mix"));

    private static Tensor Noise(int rows, int columns, string what)
    {
        using var generator = Seed.Of("reduced rank", what).Generator();
        return randn([rows, columns], float64, generator: generator);
    }
}
