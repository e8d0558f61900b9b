using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

/// <summary>WUDI's loss in closed form, against the same by other routes.</summary>
public sealed class InterferenceTests
{
    private Tensor vectors = null!, gram = null!, pull = null!, start = null!;
    private TorchSharp.DisposeScope scope = null!;

    [SetUp]
    public void Draw()
    {
        scope = NewDisposeScope();
        using var generator = Seed.Of("interference").Generator();
        vectors = randn([3, 8, 5], float64, generator: generator) * tensor(new[] { 0.1, 1, 3 }).view(-1, 1, 1);
        Tensor[] shares = [.. vectors.unbind(0).Select(vector => vector.t().matmul(vector) / vector.square().sum())];
        gram = shares.Aggregate((sum, share) => sum + share);
        pull = vectors.unbind(0).Zip(shares, (vector, share) => vector.matmul(share)).Aggregate((sum, part) => sum + part);
        start = vectors.sum(dim: 0);
    }

    [TearDown]
    public void Free() => scope.Dispose();

    [Test]
    public void SwudiIsTheOptimumAfterALongTime() =>
        AssertNear(new Swudi { Time = 1e9, Share = 1 }.MergeMatrix(vectors), linalg.solve(gram, pull.t()).t());

    [Test]
    public void SwudiIsTheGradientFlow([Values(0.3, 2)] double time)
    {
        var optimum = linalg.solve(gram, pull.t()).t();
        AssertNear(new Swudi { Time = time, Share = 1 }.MergeMatrix(vectors), optimum + (start - optimum).matmul(linalg.matrix_exp(gram * -time)));
    }

    [TestCase(0.5, 3)]
    [TestCase(0.61, 4)]
    public void SwudiLeavesTheSmallDirectionsAtTheSum(double share, int moved) =>
        AssertNear(new Swudi { Time = 1e9, Share = share }.MergeMatrix(vectors), Optimum(moved));

    [Test]
    public void AswudiMovesAsManyDirectionsAsTakePart()
    {
        var roots = linalg.svdvals(Stacked()); // the roots of the eigenvalues
        var count = (int)Math.Ceiling(Math.Pow(roots.sum().item<double>(), 2) / roots.square().sum().item<double>());
        Assert.That(count, Is.InRange(2, 5));
        AssertNear(new Aswudi().MergeMatrix(vectors), Optimum(count));
    }

    private Tensor Stacked() => cat([.. vectors.unbind(0).Select(vector => vector / vector.square().sum().sqrt())], 0);

    /// <summary>The optimum within the span of the largest right singular vectors of the stacked units, the sum outside.</summary>
    private Tensor Optimum(int directions)
    {
        var (_, roots, rows) = linalg.svd(Stacked(), fullMatrices: false);
        Tensor basis = rows[..directions].t(), inverse = (1 / roots[..directions].square()).diag();
        return start - start.matmul(basis).matmul(basis.t()) + pull.matmul(basis).matmul(inverse).matmul(basis.t());
    }

    private static void AssertNear(Tensor actual, Tensor expected)
    {
        using var inner = NewDisposeScope();
        Assert.That((actual - expected).abs().max().item<double>(), Is.LessThan(1e-9));
    }
}
