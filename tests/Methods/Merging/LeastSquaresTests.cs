using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class LeastSquaresTests
{
    private const int Tasks = 3, Rows = 9, Inputs = 6, Outputs = 4;

    [Test]
    public void SolvesWhatQrSolves([Values] bool leastNorm)
    {
        using var scope = NewDisposeScope();
        Tensor[] inputs = Noise(Rows, Inputs, "x"), matrices = Noise(Outputs, Inputs, "w");
        var solved = Solve(inputs, matrices, leastNorm, Noise(Outputs, Inputs, "c")[0]);
        var expected = linalg.lstsq(cat(inputs), cat([.. inputs.Zip(matrices, (x, w) => x.matmul(w.t()))])).Solution.t();
        Assert.That((solved - expected).abs().max().item<double>(), Is.LessThan(1e-7));
    }

    [Test]
    public void IsTheMeanWhereInputsAreWhite([Values] bool leastNorm)
    {
        using var scope = NewDisposeScope();
        var matrices = Noise(Outputs, Inputs, "w");
        Tensor[] white = [.. Enumerable.Repeat(eye(Inputs, dtype: float64) * 3, Tasks)];
        var solved = Solve(white, matrices, leastNorm, Noise(Outputs, Inputs, "c")[0]);
        Assert.That((solved - stack(matrices).mean([0L])).abs().max().item<double>(), Is.LessThan(1e-8));
    }

    [Test]
    public void IsTheCentreOrZeroInDirectionsThatNoInputHas([Values] bool leastNorm)
    {
        using var scope = NewDisposeScope();
        var unseen = zeros(Inputs, 1, float64);
        unseen[2, 0] = 1;
        Tensor[] inputs = [.. Noise(Rows, Inputs, "x").Select(x => x - x.matmul(unseen).matmul(unseen.t()))];
        var centre = Noise(Outputs, Inputs, "c")[0];
        var solved = Solve(inputs, Noise(Outputs, Inputs, "w"), leastNorm, centre);
        Assert.That((solved - (leastNorm ? zeros_like(centre) : centre)).matmul(unseen).abs().max().item<double>(), Is.LessThan(1e-7));
    }

    private static Tensor Solve(Tensor[] inputs, Tensor[] matrices, bool leastNorm, Tensor centre)
    {
        Tensor[] grams = [.. inputs.Select(x => x.t().matmul(x))];
        return leastNorm ? LeastSquares.SolveOfLeastNorm(grams, matrices, 1e-9) : LeastSquares.Solve(grams, matrices, centre);
    }

    private static Tensor[] Noise(int rows, int columns, string what)
    {
        using var generator = Seed.Of("least squares", what).Generator();
        return randn([Tasks, rows, columns], float64, generator: generator).unbind(0);
    }
}
