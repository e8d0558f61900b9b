using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.MixtureRegression;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.MixtureRegression;

public sealed class MixtureFitterTests
{
    private static readonly TargetFamily[] Gaussians = [.. Enumerable.Repeat(TargetFamily.Gaussian, 4)];

    private static readonly TargetFamily[] Mixed =
        [.. Gaussians, .. Enumerable.Repeat(TargetFamily.Bernoulli, 3), .. Enumerable.Repeat(TargetFamily.Poisson, 3)];

    private static readonly MixtureSettings Usual = new() { Components = 2, FeaturePenalty = 1e-3 };

    [Test]
    public void NeverRaisesTheObjective([Values] bool robust, [Values] bool gated, [Values(1, 3)] int components)
    {
        using var planted = new PlantedMixture("monotone", Mixed, samples: 200, slope: 0.6, missing: 0.2, outliers: 0.05);
        var settings = Usual with { Components = components, Gated = gated, ShiftPenalty = robust ? 1.5 : double.PositiveInfinity, Starts = 3, Tolerance = 1e-9, Iterations = 60 };
        using var fit = Fit(settings, planted.Data);
        Assert.That(fit.Objectives, Has.Length.GreaterThan(5));
        foreach (var (before, after) in fit.Objectives.Zip(fit.Objectives.Skip(1))) Assert.That(after, Is.LessThanOrEqualTo(before + (1e-10 * Math.Abs(before))));
        using var scope = NewDisposeScope();
        Assert.That((fit.Responsibilities.sum(dim: 1) - 1).abs().max().item<double>(), Is.LessThan(1e-12));
    }

    [Test]
    public void LeavesASampleWithoutTargetsToTheMixtureWeights([Values] bool gated)
    {
        using var scope = NewDisposeScope();
        using var planted = new PlantedMixture("empty", Mixed, samples: 200, slope: 0.6);
        var seen = planted.Seen.clone();
        seen[7] = false;
        using var data = new MixtureData(planted.Data.Features, planted.Data.Targets, seen, Mixed);
        using var fit = Fit(Usual with { Gated = gated, ShiftPenalty = 1.5, Starts = 2 }, data);
        Assert.That((fit.Responsibilities[7] - fit.Model.Prior(data.Features)[7]).abs().max().item<double>(), Is.LessThan(1e-12));
    }

    [Test]
    public void FindsAPlantedMixture()
    {
        using var planted = new PlantedMixture("planted", Mixed, slope: 0.7);
        using var fit = Fit(Usual with { Tolerance = 1e-9 }, planted.Data);
        Assert.That(ClusterAgreement.AdjustedRand(PlantedMixture.LabelsOf(fit.Responsibilities), planted.Labels), Is.GreaterThan(0.95));
        Assert.That(GaussianError(planted, fit.Model), Is.LessThan(3 * 0.5 / Math.Sqrt(200)));
    }

    [Test]
    public void FindsAboutTheSameWithoutAThirdOfTheTargets()
    {
        using var planted = new PlantedMixture("missing", Gaussians, missing: 0.3);
        using var complete = Fit(Usual, planted.Complete);
        using var partial = Fit(Usual, planted.Data);
        Assert.That(planted.ErrorOf(complete.Model), Is.LessThan(0.06));
        Assert.That(planted.ErrorOf(partial.Model), Is.LessThan(2 * planted.ErrorOf(complete.Model)));
    }

    [Test]
    public void FillsInMissingTargetsBetterFromTheOthersThanFromFeatures()
    {
        using var scope = NewDisposeScope();
        using var planted = new PlantedMixture("imputation", Gaussians, missing: 0.3);
        using var fit = Fit(Usual, planted.Data);
        var hidden = planted.Seen.logical_not();
        double Error(Tensor predicted) => PredictionError.NormalisedSquare(Values(planted.Complete.Targets[hidden]), Values(predicted[hidden]));
        Assert.That(Error(fit.Model.Predict(planted.Data)), Is.LessThan(0.2).And.LessThan(0.5 * Error(fit.Model.Predict(planted.Data.Features))));
    }

    [Test]
    public void IsIndifferentToTheOrderOfComponentsAndTargets()
    {
        using var scope = NewDisposeScope();
        using var planted = new PlantedMixture("order", Mixed, samples: 200, slope: 0.6, missing: 0.2);
        using var fit = Fit(Usual with { Starts = 2 }, planted.Data);
        long[] order = [9, 2, 5, 0, 7, 4, 1, 8, 3, 6];
        var index = tensor(order);
        using var data = new MixtureData(planted.Data.Features, planted.Data.Targets.index_select(1, index), planted.Seen.index_select(1, index), order.Select(column => Mixed[column]));
        using var model = new MixtureModel(fit.Model.Weights.index_select(1, index).flip(2), fit.Model.Gate.flip(1), fit.Model.Deviations[index].flip(1), data.Families);
        Assert.That(model.LogLikelihood(data), Is.EqualTo(fit.LogLikelihood).Within(1e-8));
        var weights = model.Weights;
        Assert.That(CoefficientStep.Penalty(weights.view(9, -1), 1), Is.EqualTo(CoefficientStep.Penalty(fit.Model.Weights.view(9, -1), 1)).Within(1e-10));
    }

    [Test]
    public void BearsGrossOutliersAndPointsAtThem()
    {
        using var planted = new PlantedMixture("outliers", Gaussians, outliers: 0.05);
        using var clean = Fit(Usual, planted.Clean);
        using var robust = Fit(Usual with { ShiftPenalty = 1.5 }, planted.Data);
        using var plain = Fit(Usual, planted.Data);
        TestContext.Out.WriteLine($"clean {planted.ErrorOf(clean.Model):F4}, robust {planted.ErrorOf(robust.Model):F4}, plain {planted.ErrorOf(plain.Model):F4}");
        Assert.That(planted.ErrorOf(robust.Model), Is.LessThan(2 * planted.ErrorOf(clean.Model)));
        Assert.That(planted.ErrorOf(plain.Model), Is.GreaterThan(2 * planted.ErrorOf(robust.Model)));
        using var scope = NewDisposeScope();
        Assert.That(PredictionError.AreaUnderCurve(planted.Gross.view(-1).data<bool>().ToArray(), Values(robust.OutlierScores())), Is.GreaterThan(0.9));
    }

    [Test]
    public void PutsSamplesWithOutliersOfEveryTypeWhereTheyBelong()
    {
        using var planted = new PlantedMixture("mixed outliers", Mixed, slope: 0.7, outliers: 0.03);
        using var robust = Fit(Usual with { ShiftPenalty = 1.5, Starts = 3 }, planted.Data);
        Assert.That(ClusterAgreement.AdjustedRand(PlantedMixture.LabelsOf(robust.Responsibilities), planted.Labels), Is.GreaterThan(0.9));
    }

    [Test]
    public void GivesTheSameTwiceAndLeaksNothing()
    {
        using var planted = new PlantedMixture("twice", Mixed, samples: 150, slope: 0.6);
        var settings = Usual with { Starts = 3, Gated = true, ShiftPenalty = 1.5 };
        using var first = Fit(settings, planted.Data);
        var before = LiveTensors.Count();
        using (var second = Fit(settings, planted.Data)) Assert.That(second.Objectives, Is.EqualTo(first.Objectives));
        Assert.That(LiveTensors.Count(), Is.EqualTo(before));
    }

    private static double GaussianError(PlantedMixture planted, MixtureModel model)
    {
        using var scope = NewDisposeScope();
        double Of(Tensor slopes) => (slopes - planted.Slopes).narrow(1, 0, 4).abs().max().item<double>();
        return Math.Min(Of(model.Slopes), Of(model.Slopes.flip(2)));
    }

    private static double[] Values(Tensor values) => values.contiguous().view(-1).data<double>().ToArray();

    private static MixtureFit Fit(MixtureSettings settings, MixtureData data) => new MixtureFitter(settings, Seed.Of("fit")).Fit(data);
}
