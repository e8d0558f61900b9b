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

    /// <summary>What each rank takes from the loss, ridge towards the prior included, is the next eigenvalue of Aᵀ (S + λI) A.</summary>
    [Test]
    public void TakesAwayOfTheLossWhatTheSpectrumSays([Values] bool isAnchored)
    {
        using var scope = NewDisposeScope();
        const double ridge = 0.3;
        Tensor x = Mixed("x"), y = x.matmul(Noise(Inputs, Outputs, "map")) + Noise(Rows, Outputs, "noise"), prior = Noise(Outputs, Inputs, "prior") * (isAnchored ? 1 : 0);
        Tensor centredX = x - x.mean([0]), centredY = y - y.mean([0]);
        var pull = ridge * centredX.pow(2).sum().item<double>() / (Rows * Inputs);
        var metric = (centredX.t().matmul(centredX) / Rows) + (eye(Inputs, dtype: float64) * pull);
        var full = linalg.solve(metric, (centredX.t().matmul(centredY) / Rows) + (prior.t() * pull));
        double[] spectrum = [.. linalg.eigvalsh(full.t().matmul(metric).matmul(full)).data<double>().Reverse()];
        var losses = Enumerable.Range(1, Outputs).Select(rank => LossOf(ReducedRankRegression.Fit(x, y, rank, ridge, prior).Matrix())).Prepend(LossOf(zeros(Outputs, Inputs, float64))).ToArray();
        for (var rank = 1; rank <= Outputs; rank++) Assert.That(losses[rank - 1] - losses[rank], Is.EqualTo(spectrum[rank - 1]).Within(1e-8), $"rank {rank}");

        double LossOf(Tensor map) =>
            ((centredX.matmul(map.t()) - centredY).pow(2).sum() / Rows).item<double>() + (pull * (map - prior).pow(2).sum().item<double>());
    }

    [Test]
    public void IsThePriorCutByItsSingularValuesWhereDataCountForNothing()
    {
        using var scope = NewDisposeScope();
        var prior = Noise(Outputs, Inputs, "prior");
        var fit = ReducedRankRegression.Fit(Mixed("x"), Noise(Rows, Outputs, "y"), rank: 2, ridge: 1e10, prior);
        Assert.That((fit.Matrix() - ThinSvd.Of(prior).Top(2).Compose()).abs().max().item<double>(), Is.LessThan(1e-6));
    }

    /// <summary>Fewer inputs than outputs take another route: what the regression the other way round would.</summary>
    [TestCase(1)]
    [TestCase(4)]
    public void IsTheTruncatedSolutionWithFewerInputsThanOutputs(int rank)
    {
        using var scope = NewDisposeScope();
        Tensor x = Noise(Rows, Outputs, "narrow"), y = x.matmul(Noise(Outputs, Inputs, "map")) + Noise(Rows, Inputs, "noise");
        Tensor centredX = x - x.mean([0]), centredY = y - y.mean([0]);
        var full = linalg.lstsq(centredX, centredY).Solution;
        var right = linalg.svd(centredX.matmul(full), fullMatrices: false).Vh.narrow(0, 0, rank);
        Assert.That((ReducedRankRegression.Fit(x, y, rank, 1e-12).Matrix() - full.matmul(right.t()).matmul(right).t()).abs().max().item<double>(), Is.LessThan(1e-8));
    }

    private static Tensor Mixed(string what) => Noise(Rows, Inputs, what).matmul(Noise(Inputs, Inputs, "mix"));

    private static Tensor Noise(int rows, int columns, string what)
    {
        using var generator = Seed.Of("reduced rank", what).Generator();
        return randn([rows, columns], float64, generator: generator);
    }
}
