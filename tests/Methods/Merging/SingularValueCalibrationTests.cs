using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class SingularValueCalibrationTests
{
    private static readonly SingularValueCalibration Method = new();

    // Both tasks do the same along the first axis and different things along the others, of which the second is met by one task alone.
    [Test]
    public void CountsWhatAllTasksShareOnce()
    {
        using var scope = NewDisposeScope();
        var vectors = stack([Diagonal(3, 2, 0), Diagonal(3, 0, 1)]);
        var calibrated = Method.Calibrate(vectors.sum(dim: 0), vectors);
        // u1: 6 twice over 3 → γ = 2 / (2 + 2); u2: 1 and nothing → γ = 2 / (1 + 0.1); u3 alike.
        AssertNear(calibrated, Diagonal(3, 2 * 2 / 1.1, 2 / 1.1));
    }

    [Test]
    public void IsTheFormulaDirectionByDirection()
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("svc").Generator();
        var vectors = randn([3, 4, 6], float64, generator: generator);
        var merged = vectors.sum(dim: 0) * 0.3;
        var (left, values, _) = linalg.svd(merged, fullMatrices: false);
        var expected = zeros_like(merged);
        for (var r = 0; r < 4; r++)
        {
            var u = left.select(1, r);
            var own = u.matmul(merged);
            var sum = vectors.unbind(0).Select(vector => u.matmul(vector)).Sum(row => Math.Max(0.2, (own.dot(row) / row.dot(row)).item<double>()));
            expected += outer(u, own) * (3 / sum);
        }
        AssertNear((Method with { Floor = 0.2 }).Calibrate(merged, vectors), expected);
    }

    // A merge counts half as often what is half as large.
    [Test]
    public void UndoesTheScaleOfAMerge()
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("svc/scale").Generator();
        var vectors = randn([2, 3, 3], float64, generator: generator);
        var (method, merged) = (Method with { Floor = 1e-12 }, vectors.sum(dim: 0));
        AssertNear(method.Calibrate(merged * 0.5, vectors), method.Calibrate(merged, vectors));
    }

    [Test]
    public void ChangesMatricesOnly()
    {
        using var zoo = new TinyZoo();
        using SingleModel plain = (SingleModel)new TaskArithmetic().Merge(zoo.MergeInput), calibrated = (SingleModel)Method.Merge(zoo.MergeInput);
        foreach (var name in plain.Weights.Names)
        {
            Assert.That(plain.Weights[name].eq(calibrated.Weights[name]).all().item<bool>(), Is.EqualTo(plain.Weights[name].dim() != 2), name);
        }
    }

    [Test]
    public void StartsFromEveryMerge([Values] CalibratedMerge start)
    {
        using var zoo = new TinyZoo();
        var method = Method with { Start = start };
        using var model = method.Merge(zoo.MergeInput);
        using var embedding = zoo.Embed(model);
        Assert.That(embedding.isfinite().all().item<bool>());
        Assert.That(method.Name, Does.StartWith("svc"));
    }

    private static Tensor Diagonal(params double[] values) => tensor(values).diag();

    private static void AssertNear(Tensor actual, Tensor expected) => Assert.That((actual - expected).abs().max().item<double>(), Is.LessThan(1e-9));
}
