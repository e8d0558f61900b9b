using NUnit.Framework;
using SurgeryBench.Methods.MixtureRegression;

namespace SurgeryBench.Tests.Methods.MixtureRegression;

public sealed class AgreementTests
{
    private static readonly long[] Left = [0, 0, 0, 1, 1, 1];
    private static readonly long[] Mostly = [5, 5, 2, 2, 2, 2];
    private static readonly bool[] Positive = [true, false, true, false];
    private static readonly double[] Scores = [3, 3, 2, 1];
    private static readonly double[] Actual = [0, 2, 4];
    private static readonly double[] Predicted = [1, 2, 3];

    [Test]
    public void IsOneForEqualClustersOfOtherNames()
    {
        long[] renamed = [.. Left.Select(label => 7 - label)];
        Assert.That(ClusterAgreement.AdjustedRand(Left, renamed), Is.EqualTo(1).Within(1e-12));
        Assert.That(ClusterAgreement.NormalisedMutualInformation(Left, renamed), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void CountsPairs() // 4 pairs together in both, 6 and 7 in each, 15 in all: (4 - 2.8)/(6.5 - 2.8)
        => Assert.That(ClusterAgreement.AdjustedRand(Left, Mostly), Is.EqualTo(1.2 / 3.7).Within(1e-12));

    [Test]
    public void SharesInformation()
    {
        double H(params double[] parts) => -parts.Sum(part => part / 6 * Math.Log(part / 6));
        var expected = 2 * (H(3, 3) + H(2, 4) - H(2, 1, 3)) / (H(3, 3) + H(2, 4));
        Assert.That(ClusterAgreement.NormalisedMutualInformation(Left, Mostly), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void CountsTiesHalf() => Assert.That(PredictionError.AreaUnderCurve(Positive, Scores), Is.EqualTo(2.5 / 4));

    [Test]
    public void ComparesSquaresWithTheMean() => Assert.That(PredictionError.NormalisedSquare(Actual, Predicted), Is.EqualTo(0.25));

    [Test]
    public void MeasuresDeviance() =>
        Assert.That(PredictionError.PoissonDeviance(Actual, Predicted), Is.EqualTo(2 * (1 + (4 * Math.Log(4.0 / 3)) - 1) / 3).Within(1e-12));
}
