using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>Features and Gaussian targets brought to mean 0 and variance 1, as measured on some samples. Owns its tensors.</summary>
internal sealed class Standardisation : IDisposable
{
    private readonly Tensor featureMean, featureScale, targetMean, targetScale;

    /// <summary>Measures.</summary>
    /// <param name="data">Borrowed.</param>
    public Standardisation(MixtureData data)
    {
        using var scope = NewDisposeScope();
        featureMean = data.Features.mean([0L]).DetachFromDisposeScope();
        featureScale = Scale((data.Features - featureMean).square().mean([0L]));
        var gaussian = tensor(data.Families.Select(family => family == TargetFamily.Gaussian).ToArray());
        var counts = data.Observed.sum(dim: 0).clamp(min: 1);
        var mean = data.Targets.sum(dim: 0) / counts;
        targetMean = where(gaussian, mean, zeros_like(mean)).DetachFromDisposeScope();
        var variance = ((data.Targets - targetMean).square() * data.Observed).sum(dim: 0) / counts;
        targetScale = Scale(where(gaussian, variance, ones_like(mean)));
    }

    /// <summary>Other samples on the same scale.</summary>
    public MixtureData Apply(MixtureData data)
    {
        using var scope = NewDisposeScope();
        return new MixtureData(Features(data.Features), (data.Targets - targetMean) / targetScale, data.Observed > 0, data.Families);
    }

    /// <summary>Features on the same scale, [n, d], in the current scope.</summary>
    public Tensor Features(Tensor features)
    {
        using var scope = NewDisposeScope();
        return ((features - featureMean) / featureScale).MoveToOuterDisposeScope();
    }

    /// <summary>Predictions back on the targets' own scale, [n, m], in the current scope.</summary>
    public Tensor Restore(Tensor predictions)
    {
        using var scope = NewDisposeScope();
        return ((predictions * targetScale) + targetMean).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var owned in new[] { featureMean, featureScale, targetMean, targetScale }) owned.Dispose();
    }

    // What never varies stays as it is instead of being divided by 0.
    private static Tensor Scale(Tensor variance) => where(variance > 1e-24, variance.sqrt(), ones_like(variance)).DetachFromDisposeScope();
}
