using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Operations;

public sealed class AnchoredMapTests
{
    private const int Rows = 40, Width = 6;

    [Test]
    public void IsTheRotationWhereOneFits([Values(1e-6, 0.1, 100)] double pull)
    {
        using var scope = NewDisposeScope();
        Tensor x = Noise(Rows, "x"), rotation = linalg.qr(Noise(Width, "turn")).Q;
        Assert.That(Largest(AnchoredMap.Between(x, x.matmul(rotation.t()), pull) - rotation), Is.LessThan(1e-9));
    }

    [Test]
    public void IsLeastSquaresWithoutAPull()
    {
        using var scope = NewDisposeScope();
        Tensor x = Noise(Rows, "x"), y = Noise(Rows, "y");
        Assert.That(Largest(AnchoredMap.Between(x, y, 1e-12) - linalg.lstsq(x, y).Solution.t()), Is.LessThan(1e-9));
    }

    [Test]
    public void IsTheNearestRotationUnderAStrongPull()
    {
        using var scope = NewDisposeScope();
        Tensor x = Noise(Rows, "x"), y = Noise(Rows, "y");
        var strong = AnchoredMap.Between(x, y, 1e9);
        Assert.That(Largest(strong.matmul(strong.t()) - eye(Width, dtype: float64)), Is.LessThan(1e-6));
        for (var trial = 0; trial < 20; trial++)
            Assert.That(Error(strong), Is.LessThanOrEqualTo(Error(linalg.qr(Noise(Width, $"{trial}")).Q)));

        double Error(Tensor map) => (x.matmul(map.t()) - y).square().sum().item<double>();
    }

    [Test]
    public void MinimisesErrorAndDistanceTogether()
    {
        using var scope = NewDisposeScope();
        Tensor x = Noise(Rows, "x"), y = Noise(Rows, "y"), rotation = AnchoredMap.Between(x, y, 1e12);
        var weight = 0.3 * x.square().sum().item<double>() / Width;
        var best = AnchoredMap.Between(x, y, 0.3);
        for (var trial = 0; trial < 20; trial++) Assert.That(Objective(best + (Noise(Width, $"{trial}") * 1e-3)), Is.GreaterThan(Objective(best)));

        double Objective(Tensor map) => ((x.matmul(map.t()) - y).square().sum() + ((map - rotation).square().sum() * weight)).item<double>();
    }

    [Test]
    public void LeavesNothingAtTheRotationOfNothing()
    {
        using var scope = NewDisposeScope();
        var map = AnchoredMap.Between(zeros(3, Width), zeros(3, Width), 0.1);
        Assert.That(Largest(map.matmul(map.t()) - eye(Width, dtype: float64)), Is.LessThan(1e-9), "a rotation, whichever");
    }

    private static double Largest(Tensor values) => values.abs().max().item<double>();

    private static Tensor Noise(int rows, string what)
    {
        using var generator = Seed.Of("anchored map", what).Generator();
        return randn([rows, Width], float64, generator: generator);
    }
}
