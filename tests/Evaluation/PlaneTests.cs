using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Evaluation;

[UnderLease]
public sealed class PlaneTests
{
    private const int Each = 40;

    [Test]
    public void FindsTheDirectionsOfMostVariance()
    {
        using var scope = NewDisposeScope();
        var noise = Noise("points", 200, 3) * tensor(new float[] { 1, 10, 4 });
        var plane = PrincipalPlane.Of(noise + 5);
        var (first, second) = (plane.select(1, 0), plane.select(1, 1));
        Assert.That(Alike(first, noise.select(1, 1)), Is.GreaterThan(0.99));
        Assert.That(Alike(second, noise.select(1, 2)), Is.GreaterThan(0.98));
        Assert.That(Math.Abs(Alike(first, second)), Is.LessThan(1e-9), "components are uncorrelated");
        Assert.That(first.std().item<double>(), Is.GreaterThan(second.std().item<double>()));
    }

    [Test]
    public void GivesTheSamePlaneForTurnedPointsUpToMirrors()
    {
        using var scope = NewDisposeScope();
        var noise = Noise("points", 50, 4) * tensor(new float[] { 1, 10, 4, 2 });
        var (rotation, _) = linalg.qr(Noise("rotation", 4, 4));
        Tensor one = PrincipalPlane.Of(noise).abs(), other = PrincipalPlane.Of(noise.matmul(rotation)).abs();
        Assert.That((one - other).abs().max().item<double>(), Is.LessThan(1e-3));
    }

    [Test]
    public void GivesEveryPointTheNumberOfNeighboursAskedFor()
    {
        using var scope = NewDisposeScope();
        var near = NeighbourPlane.Affinities(Noise("points", 100, 5).to_type(ScalarType.Float64), perplexity: 12);
        var entropy = -(near * near.clamp(1e-300).log()).sum(1);
        Assert.That((entropy.exp() - 12).abs().max().item<double>(), Is.LessThan(1e-6));
        Assert.That(near.diagonal().abs().max().item<double>(), Is.Zero);
        Assert.That((near.sum(1) - 1).abs().max().item<double>(), Is.LessThan(1e-12));
    }

    [Test]
    public void KeepsGroupsApartThatAPrincipalPlaneLaysOverEachOther()
    {
        using var scope = NewDisposeScope();
        // Four corners of a tetrahedron, and a wide direction that says nothing.
        var corners = tensor(new float[,] { { 6, 6, 6, 0 }, { 6, -6, -6, 0 }, { -6, 6, -6, 0 }, { -6, -6, 6, 0 } });
        var rows = corners.repeat_interleave(Each, 0) + (Noise("points", 4 * Each, 4) * tensor(new float[] { 1, 1, 1, 8 }));
        Assert.That(Strangers(NeighbourPlane.Of(rows, perplexity: 15)), Is.LessThan(0.02));
        Assert.That(Strangers(PrincipalPlane.Of(rows)), Is.GreaterThan(0.1));
    }

    [Test]
    public void PlacesPointsWithoutChance()
    {
        using var scope = NewDisposeScope();
        var rows = Noise("points", 30, 5);
        Assert.That(NeighbourPlane.Of(rows).equal(NeighbourPlane.Of(rows)).all().item<bool>());
        Assert.That(NeighbourPlane.Of(rows).isfinite().all().item<bool>());
    }

    // The share of points whose nearest neighbour is of another group.
    private static double Strangers(Tensor plane)
    {
        var distances = cdist(plane, plane).masked_fill(eye(4 * Each, dtype: ScalarType.Bool), double.PositiveInfinity);
        return (distances.argmin(1) / Each).floor().ne((arange(4 * Each) / Each).floor()).to_type(ScalarType.Float64).mean().item<double>();
    }

    private static double Alike(Tensor one, Tensor other) => nn.functional.cosine_similarity(one - one.mean(), other.to_type(ScalarType.Float64) - other.to_type(ScalarType.Float64).mean(), 0).item<double>();

    private static Tensor Noise(string name, params long[] shape)
    {
        using var generator = Seed.Of(name).Generator();
        return randn(shape, generator: generator);
    }
}
