using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Operations;

public sealed class ThinSvdTests
{
    [TestCase(9, 5)]
    [TestCase(5, 9)]
    [TestCase(6, 6)]
    public void FindsTheLeadingTriplesAlone(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("svd", $"{rows}x{columns}").Generator();
        var matrix = randn(rows, columns, generator: generator);
        ThinSvd leading = ThinSvd.Leading(matrix, 3), whole = ThinSvd.Of(matrix).Top(3);
        Assert.That((leading.Compose() - whole.Compose()).abs().max().item<float>(), Is.LessThan(1e-5));
        Assert.That((leading.S - whole.S).abs().max().item<float>(), Is.LessThan(1e-5));
        Assert.That(leading.S.shape, Is.EqualTo(new long[] { 3 }));
    }

    [Test]
    public void FindsNothingInAMatrixOfZeros()
    {
        using var scope = NewDisposeScope();
        Assert.That(ThinSvd.Leading(zeros(4, 3), 2).Compose().eq(0).all().item<bool>());
    }
}
