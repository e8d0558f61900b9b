using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Operations;

public sealed class LayerFitTests
{
    private const int Rows = 30, Inputs = 6, Outputs = 4;
    private const double Ridge = 0.2;

    /// <summary>Another route: each task as rows of data, the anchor as more of them, and least squares by QR.</summary>
    [Test]
    public void IsLeastSquaresOverAllTasksWithTheAnchorAsFurtherRows()
    {
        using var scope = NewDisposeScope();
        var anchor = Noise("anchor", Outputs, Inputs);
        var tasks = new[] { "one", "two" }.Select(name => (
            Matrix: Noise($"{name}/matrix", Outputs, Inputs),
            Found: Noise($"{name}/found", Rows, Inputs), Wanted: Noise($"{name}/wanted", Rows, Inputs), Weights: Shares(name))).ToArray();
        var fit = new LayerFit(anchor, zeros(Outputs), Ridge);
        List<Tensor> rows = [eye(Inputs, dtype: float64) * Math.Sqrt(Ridge)], answers = [anchor.t() * Math.Sqrt(Ridge)];
        foreach (var (matrix, found, wanted, weights) in tasks)
        {
            fit.Add(matrix, zeros(Outputs), found, wanted, weights);
            var scale = (weights / found.t().matmul(found * weights).norm()).sqrt();
            rows.Add(found * scale);
            answers.Add(wanted.matmul(matrix.t()) * scale);
        }
        Assert.That((fit.Solve().Matrix - linalg.lstsq(cat(rows.ToArray()), cat(answers.ToArray())).Solution.t()).abs().max().item<double>(), Is.LessThan(1e-10));
    }

    [Test]
    public void MeetsTheMeanOfTheOnlyExpertsAnswers()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = Noise("matrix", Outputs, Inputs), bias = Noise("bias", Outputs), weights = Shares("rows");
        Tensor found = Noise("found", Rows, Inputs) + 2, wanted = Noise("wanted", Rows, Inputs) - 1;
        var fit = new LayerFit(Noise("anchor", Outputs, Inputs), zeros(Outputs), ridge: 1e-12);
        fit.Add(matrix, bias, found, wanted, weights);
        var (solved, shift) = fit.Solve();
        var given = (found.matmul(solved.t()) + shift) * weights;
        Assert.That((given.sum(dim: 0) - ((wanted.matmul(matrix.t()) + bias) * weights).sum(dim: 0)).abs().max().item<double>(), Is.LessThan(1e-8));
    }

    [Test]
    public void IsTheAnchorWhereNothingEnters()
    {
        using var scope = NewDisposeScope();
        Tensor anchor = Noise("anchor", Outputs, Inputs), bias = Noise("bias", Outputs);
        var fit = new LayerFit(anchor, bias, Ridge);
        fit.Add(Noise("matrix", Outputs, Inputs), zeros(Outputs), zeros(Rows, Inputs), zeros(Rows, Inputs), Shares("rows"));
        Assert.That((fit.Solve().Matrix - anchor).abs().max().item<double>(), Is.LessThan(1e-12));
        Assert.That((fit.Solve().Bias - bias).abs().max().item<double>(), Is.LessThan(1e-12));
    }

    private static Tensor Shares(string what)
    {
        var weights = Noise(what, Rows, 1).abs();
        return weights / weights.sum();
    }

    private static Tensor Noise(string what, params long[] shape)
    {
        using var generator = Seed.Of("layer fit", what).Generator();
        return randn(shape, dtype: float64, generator: generator);
    }
}
