using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>What stays the same while a mixture is fitted: data, settings and what follows from both. Owns what it makes; the data are borrowed.</summary>
internal sealed class MixtureProblem : IDisposable
{
    // A bit's residual never reaches 1, so its scale is set such that the usual 1.5 still clips, at 0.9.
    private const double BernoulliScale = 0.6;

    /// <summary>Prepares a fit.</summary>
    public MixtureProblem(MixtureData data, MixtureSettings settings)
    {
        (Data, Settings) = (data, settings);
        using var scope = NewDisposeScope();
        Design = WithIntercept(data.Features).DetachFromDisposeScope();
        var counts = data.Observed.sum(dim: 0).clamp(min: 1);
        Means = (data.Targets.sum(dim: 0) / counts).DetachFromDisposeScope();
        var spread = ((data.Targets - Means).square() * data.Observed).sum(dim: 0) / counts;
        var gaussian = tensor(data.Families.Select(family => family == TargetFamily.Gaussian).ToArray());
        Deviations = where(gaussian, spread.sqrt().clamp(min: 1e-12), ones_like(spread)).DetachFromDisposeScope();
        ShiftScales = tensor([.. data.Families.Select((family, column) => ShiftScale(family, Means[column].item<double>()))], dtype: float64).DetachFromDisposeScope();
        IsGaussian = gaussian.unsqueeze(1).DetachFromDisposeScope();
    }

    /// <summary>The samples.</summary>
    public MixtureData Data { get; }

    /// <summary>The settings.</summary>
    public MixtureSettings Settings { get; }

    /// <summary>[n, 1 + d]: a column of ones, then the features.</summary>
    public Tensor Design { get; }

    /// <summary>[m]: each target's mean over the samples that have it.</summary>
    public Tensor Means { get; }

    /// <summary>[m]: each Gaussian target's standard deviation over the samples that have it; 1 for the others.</summary>
    public Tensor Deviations { get; }

    /// <summary>[m]: λ2 is multiplied by it for counts and bits; 1 for a Gaussian, whose own σ scales it.</summary>
    public Tensor ShiftScales { get; }

    /// <summary>bool [m, 1].</summary>
    public Tensor IsGaussian { get; }

    /// <summary>Puts a column of ones before features.</summary>
    public static Tensor WithIntercept(Tensor features) => cat([ones([features.shape[0], 1], dtype: float64), features], 1);

    /// <summary>The natural parameters without shifts, [n, m, K].</summary>
    /// <param name="weights">[1 + d, m·K].</param>
    public Tensor Natural(Tensor weights) => Design.matmul(weights).view(Data.Count, Data.Families.Length, Settings.Components);

    /// <summary>
    /// What a unit of |ζ| costs, [m, K]. A Gaussian's shift is counted in its σ: counted in its own unit, the objective would fall
    /// without bound as σ goes to 0 and the shifts take over the residuals.
    /// </summary>
    /// <param name="deviations">[m, K].</param>
    public Tensor ShiftPenalties(Tensor deviations) => ShiftScales.unsqueeze(1) * Settings.ShiftPenalty / deviations;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var owned in new[] { Design, Means, Deviations, ShiftScales, IsGaussian }) owned.Dispose();
    }

    private static double ShiftScale(TargetFamily family, double mean) => family switch
    {
        TargetFamily.Gaussian => 1,
        TargetFamily.Bernoulli => BernoulliScale,
        _ => Math.Sqrt(Math.Max(1, mean)),
    };
}
