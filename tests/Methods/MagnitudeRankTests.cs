using NUnit.Framework;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods;

public sealed class MagnitudeRankTests
{
    [Test]
    public void FindsWhatASortFinds([Values(1, 2, 499, 500, 501, 999, 1000)] int rank, [Values] bool coarse)
    {
        using var scope = NewDisposeScope();
        using var generator = SurgeryBench.Core.Seed.Of("magnitudes").Generator();
        var drawn = randn(1000, generator: generator) * 1e-3;
        // Few distinct values: many ties, zeros of both signs among them.
        var vector = coarse ? (drawn * 1000).round() * -0.5 : drawn;
        var sorted = vector.abs().sort(0).Values.data<float>().ToArray();
        Assert.That(MagnitudeRank.Of(vector, rank), Is.EqualTo((double)sorted[rank - 1]));
        Assert.That(MagnitudeRank.Of(vector.to_type(ScalarType.Float64), rank), Is.EqualTo((double)sorted[rank - 1]), "in double precision");
    }
}
