using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.MixtureRegression;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.MixtureRegression;

public sealed class SingleComponentTests
{
    private static readonly TargetFamily[] Mixed = [TargetFamily.Gaussian, TargetFamily.Gaussian, TargetFamily.Bernoulli, TargetFamily.Poisson];
    private static readonly MixtureSettings Exact = new() { Components = 1, FeaturePenalty = 0, Tolerance = 1e-15, Iterations = 400, InnerSteps = 20 };

    [Test]
    public void GivesLeastSquaresForAGaussianTarget()
    {
        using var scope = NewDisposeScope();
        using var planted = new PlantedMixture("ols", [TargetFamily.Gaussian], components: 1);
        using var fit = Fit(Exact, planted.Data);
        var design = MixtureProblem.WithIntercept(planted.Data.Features);
        var expected = linalg.lstsq(design, planted.Data.Targets).Solution;
        Assert.That((fit.Model.Weights.view(-1, 1) - expected).abs().max().item<double>(), Is.LessThan(1e-6));
        var mean = (planted.Data.Targets - design.matmul(expected)).square().mean().sqrt().item<double>();
        Assert.That(fit.Model.Deviations.item<double>(), Is.EqualTo(mean).Within(1e-6));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void GivesReweightedLeastSquaresForOtherTargets(int number)
    {
        var family = (TargetFamily)number;
        using var scope = NewDisposeScope();
        using var planted = new PlantedMixture($"irls {family}", [family], components: 1, slope: 0.5);
        using var fit = Fit(Exact, planted.Data);
        var design = MixtureProblem.WithIntercept(planted.Data.Features);
        var expected = zeros([design.shape[1], 1], dtype: float64);
        for (var step = 0; step < 30; step++)
        {
            var mean = family == TargetFamily.Bernoulli ? design.matmul(expected).sigmoid() : design.matmul(expected).exp();
            var weight = family == TargetFamily.Bernoulli ? mean * (1 - mean) : mean;
            expected += linalg.solve(design.t().matmul(weight * design), design.t().matmul(planted.Data.Targets - mean));
        }
        Assert.That((fit.Model.Weights.view(-1, 1) - expected).abs().max().item<double>(), Is.LessThan(1e-6));
    }

    [Test]
    public void MeetsTheConditionsOfAGroupLasso()
    {
        using var scope = NewDisposeScope();
        using var planted = new PlantedMixture("kkt", Mixed, features: 10, active: 3, components: 1, slope: 0.4);
        var penalty = PenaltyPath.Largest(planted.Data, Exact) * 0.3;
        using var fit = Fit(Exact with { FeaturePenalty = penalty }, planted.Data);
        var gradient = Gradient(planted.Data, fit.Model);
        var norms = fit.Model.Slopes.view(10, -1).norm(1);
        Assert.That((norms == 0).sum().item<long>(), Is.InRange(1, 9));
        for (var row = 0; row < 10; row++)
        {
            if (norms[row].item<double>() == 0) Assert.That(gradient[row].norm().item<double>(), Is.LessThanOrEqualTo(penalty));
            else
            {
                var expected = -penalty * fit.Model.Slopes[row].view(-1) / norms[row];
                Assert.That((gradient[row] - expected).abs().max().item<double>(), Is.LessThan(1e-5));
            }
        }
    }

    [TestCase(1.001, 0)]
    [TestCase(0.98, 1)]
    public void DropsEveryFeatureFromTheLargestPenaltyOn(double factor, int kept)
    {
        using var planted = new PlantedMixture("largest", Mixed, components: 1, slope: 0.4);
        using var fit = Fit(Exact with { FeaturePenalty = PenaltyPath.Largest(planted.Data, Exact) * factor }, planted.Data);
        using var scope = NewDisposeScope();
        Assert.That((fit.Model.Slopes.view(8, -1).norm(1) > 0).sum().item<long>(), Is.EqualTo(kept));
    }

    // The gradient written out by hand, [d, m].
    private static Tensor Gradient(MixtureData data, MixtureModel model)
    {
        var residual = (model.Predict(data.Features) - data.Targets) / model.Deviations.view(-1).square();
        return data.Features.t().matmul(residual) / data.Count;
    }

    private static MixtureFit Fit(MixtureSettings settings, MixtureData data) => new MixtureFitter(settings, Seed.Of("fit")).Fit(data);
}
