using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.MixtureRegression;

namespace SurgeryBench.Tests.Methods.MixtureRegression;

public sealed class MixtureSelectionTests
{
    private static readonly TargetFamily[] Gaussians = [.. Enumerable.Repeat(TargetFamily.Gaussian, 5)];
    private static readonly MixtureSettings Usual = new() { Components = 2, FeaturePenalty = 1e-3, Starts = 4 };

    [Test]
    public void FindsTheNumberOfComponents()
    {
        using var planted = new PlantedMixture("selection", Gaussians, samples: 400);
        using var train = planted.Data.Take(Range(0, 300));
        using var heldOut = planted.Data.Take(Range(300, 100));
        var values = PenaltyPath.Values(PenaltyPath.Largest(train, Usual), count: 4);
        var candidates = MixtureSelection.Candidates(train, heldOut, Usual, Seed.Of("selection"), [1, 2, 3], values);
        Assert.That(candidates, Has.Count.EqualTo(12));
        Assert.That(MixtureSelection.ByBic(candidates).Components, Is.EqualTo(2));
        Assert.That(MixtureSelection.ByHeldOut(candidates).Components, Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public void FindsAShiftPenaltyThatShiftsFewEntries()
    {
        using var planted = new PlantedMixture("share", Gaussians, samples: 200);
        var penalty = MixtureSelection.ShiftPenalty(planted.Data, Usual with { Starts = 2 }, Seed.Of("share"));
        Assert.That(penalty, Is.InRange(1.5, 2.5)); // of a Gaussian, 10 % lies beyond 1.64 deviations
    }

    [Test]
    public void MarksTargetsWithClustersOfTheirOwn()
    {
        using var planted = new PlantedMixture("anomaly", Gaussians, samples: 500, anomalies: 1);
        using var train = planted.Data.Take(Range(0, 350));
        using var heldOut = planted.Data.Take(Range(350, 150));
        using var fit = new MixtureFitter(Usual, Seed.Of("anomaly")).Fit(train);
        var gains = TaskConcordance.Gains(fit.Model, train, heldOut, Usual);
        TestContext.Out.WriteLine(string.Join(" ", gains));
        Assert.That(gains[^1], Is.LessThan(0.05));
        Assert.That(gains[..^1], Is.All.GreaterThan(0.2));
    }

    private static IEnumerable<long> Range(int first, int count) => Enumerable.Range(first, count).Select(at => (long)at);
}
