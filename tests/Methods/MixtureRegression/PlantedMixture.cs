using SurgeryBench.Core;
using SurgeryBench.Methods.MixtureRegression;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.MixtureRegression;

/// <summary>Samples drawn from a mixture that is known.</summary>
internal sealed class PlantedMixture : IDisposable
{
    private readonly Generator generator;

    public PlantedMixture(
        string name, TargetFamily[] families, int samples = 600, int features = 8, int active = 5, int components = 2,
        double slope = 1, double missing = 0, double outliers = 0, int anomalies = 0)
    {
        using var scope = NewDisposeScope();
        generator = Seed.Of("planted", name).Generator();
        var design = Normal(samples, features);
        Slopes = (Normal(features, families.Length, components) * slope).DetachFromDisposeScope();
        Slopes.narrow(0, active, features - active).zero_();
        Intercepts = (Normal(families.Length, components) * slope).DetachFromDisposeScope();
        var labels = (Uniform(samples) > 0.6).to(int64) * (components - 1);
        Labels = labels.data<long>().ToArray();
        var means = design.matmul(Slopes.view(features, -1)).view(samples, families.Length, components) + Intercepts;
        Gross = (Uniform(samples, families.Length) < outliers).DetachFromDisposeScope();
        var targets = zeros([samples, families.Length], dtype: float64);
        for (var column = 0; column < families.Length; column++)
        {
            var own = column < families.Length - anomalies ? labels : (Uniform(samples) > 0.5).to(int64);
            var drawn = Draw(families[column], means.select(1, column).gather(1, own.unsqueeze(1)));
            targets.narrow(1, column, 1).copy_(where(Gross.narrow(1, column, 1), Spoil(families[column], drawn), drawn));
        }
        Seen = (Uniform(samples, families.Length) >= missing).DetachFromDisposeScope();
        Complete = new MixtureData(design, targets, null, families);
        Data = new MixtureData(design, targets, Seen, families);
        Clean = new MixtureData(design, targets, Gross.logical_not(), families);
    }

    public MixtureData Complete { get; }

    public MixtureData Data { get; }

    public MixtureData Clean { get; }

    public Tensor Slopes { get; }

    public Tensor Intercepts { get; }

    public Tensor Gross { get; }

    public Tensor Seen { get; }

    public long[] Labels { get; }

    /// <summary>Root mean square error of a model's slopes under the better order of two components.</summary>
    public double ErrorOf(MixtureModel model) => Math.Min(Error(model.Slopes), Error(model.Slopes.flip(2)));

    public static long[] LabelsOf(Tensor memberships) => memberships.argmax(1).data<long>().ToArray();

    public void Dispose()
    {
        foreach (var data in new[] { Complete, Data, Clean }) data.Dispose();
        foreach (var owned in new[] { Slopes, Intercepts, Gross, Seen }) owned.Dispose();
        generator.Dispose();
    }

    private double Error(Tensor slopes) => (slopes - Slopes).square().mean().sqrt().item<double>();

    private Tensor Normal(params long[] shape) => randn(shape, dtype: float64, generator: generator);

    private Tensor Uniform(params long[] shape) => rand(shape, dtype: float64, generator: generator);

    // Ten deviations, a flipped bit, ten times the count.
    private static Tensor Spoil(TargetFamily family, Tensor drawn) => family switch
    {
        TargetFamily.Gaussian => drawn + 5,
        TargetFamily.Bernoulli => 1 - drawn,
        _ => drawn * 10,
    };

    private Tensor Draw(TargetFamily family, Tensor natural) => family switch
    {
        TargetFamily.Gaussian => natural + (0.5 * Normal(natural.shape)),
        TargetFamily.Bernoulli => (Uniform(natural.shape) < natural.sigmoid()).to(float64),
        _ => Count(natural.clamp(max: 3).exp()),
    };

    // A Poisson count by inversion of its distribution.
    private Tensor Count(Tensor mean)
    {
        var (left, term, count) = (Uniform(mean.shape), (-mean).exp(), zeros_like(mean));
        for (var at = 1; at < 80; at++)
        {
            left = left - term;
            count += (left > 0).to(float64);
            term = term * mean / at;
        }
        return count;
    }
}
