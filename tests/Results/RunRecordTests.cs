using NUnit.Framework;
using SurgeryBench.Results;

namespace SurgeryBench.Tests.Results;

public sealed class RunRecordTests
{
    [Test]
    public void AveragesAccuraciesOfTasksWithoutWeights() =>
        Assert.That(Samples.Record.AverageAccuracy, Is.EqualTo((0.75 + 0.5) / 2).Within(1e-15));

    [Test]
    public void HasTheSameOutcomeWhateverTheClockAndTheMachine()
    {
        var elsewhere = Samples.Record with
        {
            Phases = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero),
            PeakBytes = 0,
            Peaks = null,
            Provenance = Samples.Record.Provenance with { Machine = "another" },
        };
        Assert.That(elsewhere.SameOutcome(Samples.Record), Is.True);
        Assert.That((elsewhere with { ExtraMultiplyAdds = null }).SameOutcome(Samples.Record), Is.True, "a record from before they were counted");
        Assert.That(elsewhere, Is.Not.EqualTo(Samples.Record));
        Assert.That(elsewhere.Untimed(), Is.EqualTo(Samples.Record.Untimed()));
    }

    [Test]
    public void LeavesOutTimesThatWereNotMeasured()
    {
        Assert.That(Samples.Record.Phases.Seconds(phases => phases.MergeAndRepair), Is.EqualTo(121.25));
        Assert.That(Samples.Record.Untimed().Phases.Seconds(phases => phases.MergeAndRepair), Is.Null);
    }

    [Test]
    public void HasAnotherOutcomeWhenAnythingMeasuredDiffers()
    {
        RunRecord[] others =
        [
            Samples.Record with { Scores = [new("digits", 31, 40), new("signs", 25, 50)] },
            Samples.Record with { Bias = [] },
            Samples.Record with { Bias = [new("digits", [0.1, 0.2, 0.051]), new("signs", [])] },
            Samples.Record with { Variance = [new TaskVariance("digits", [0.9, 0.8, 0.71])] },
            Samples.Record with { Losses = [new("surgery-v2", [1, 500, 1000], [0.5, 0.1, 0.3])] },
            Samples.Record with { ExtraParameters = 0 },
            Samples.Record with { ExtraMultiplyAdds = 0 },
            Samples.Record with { NeedsTaskId = false },
        ];
        Assert.That(others.Select(other => other.SameOutcome(Samples.Record)), Is.All.False);
    }

    [Test]
    public void RefusesValuesOutOfRange()
    {
        Assert.That(() => new TaskScore("digits", 3, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TaskBias("digits", [double.NaN]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TaskVariance("digits", [double.NaN]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TaskVariance("digits", []), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Phases(TimeSpan.FromTicks(-1), TimeSpan.Zero, TimeSpan.Zero), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PhasePeaks(0, -1, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Samples.Record with { ExtraParameters = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Samples.Record with { ExtraMultiplyAdds = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void ThinsLossCurvesToPointsFromFirstToLast()
    {
        var curve = LossCurve.Thinned("stage", [.. Enumerable.Range(1, 1000).Select(step => 1.0 / step)]);
        Assert.That(curve.Steps, Has.Length.EqualTo(LossCurve.MostPoints).And.Unique.And.Ordered);
        Assert.That((curve.Steps[0], curve.Steps[^1]), Is.EqualTo((1, 1000)));
        Assert.That(curve.Values, Is.EqualTo(curve.Steps.Select(step => 1.0 / step)));
    }

    [Test]
    public void LeavesStepsWithoutALossOutOfCurves()
    {
        var curve = LossCurve.Thinned("stage", [double.NaN, 0.5, double.PositiveInfinity, 0.25]);
        Assert.That(curve, Is.EqualTo(new LossCurve("stage", [2, 4], [0.5, 0.25])));
        Assert.That(LossCurve.Thinned("stage", []).Steps, Is.Empty);
    }

    [Test]
    public void RefusesCurvesThatAreNone()
    {
        Assert.That(() => new LossCurve("stage", [1, 2], [0.5]), Throws.ArgumentException);
        Assert.That(() => new LossCurve("stage", [2, 1], [0.5, 0.5]), Throws.ArgumentException);
        Assert.That(() => new LossCurve("stage", [1], [double.NaN]), Throws.ArgumentException);
    }
}
