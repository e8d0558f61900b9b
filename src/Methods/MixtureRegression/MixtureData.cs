using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>Samples with features and several targets of mixed type, some of which were not observed. Owns its tensors, all on the CPU.</summary>
internal sealed class MixtureData : IDisposable
{
    /// <summary>Copies the samples.</summary>
    /// <param name="features">[n, d], finite, borrowed.</param>
    /// <param name="targets">[n, m], borrowed; whatever stands at unobserved entries is ignored.</param>
    /// <param name="observed">bool [n, m], borrowed; null takes the entries that are not NaN.</param>
    /// <param name="families">One a target.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or an observed entry lies outside its family's range.</exception>
    public MixtureData(Tensor features, Tensor targets, Tensor? observed, IEnumerable<TargetFamily> families)
    {
        Families = [.. families];
        Runs = TargetRun.Of(Families);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var seen = observed ?? targets.isnan().logical_not();
        CheckShapes(features, targets, seen);
        Features = features.to(float64).cpu().clone().DetachFromDisposeScope();
        Targets = where(seen, targets.to(float64), zeros_like(targets, float64)).cpu().DetachFromDisposeScope();
        Observed = seen.to(float64).cpu().clone().DetachFromDisposeScope();
        CheckValues();
    }

    /// <summary>[n, d].</summary>
    public Tensor Features { get; }

    /// <summary>[n, m], 0 where unobserved.</summary>
    public Tensor Targets { get; }

    /// <summary>[n, m], 1 where observed and 0 elsewhere.</summary>
    public Tensor Observed { get; }

    /// <summary>One a target.</summary>
    public ImmutableArray<TargetFamily> Families { get; }

    /// <summary>The targets cut into runs of one family.</summary>
    public ImmutableArray<TargetRun> Runs { get; }

    /// <summary>Number of samples, n.</summary>
    public long Count => Features.shape[0];

    /// <summary>Number of features, d.</summary>
    public long Width => Features.shape[1];

    /// <summary>Some of the samples.</summary>
    public MixtureData Take(IEnumerable<long> samples)
    {
        using var scope = NewDisposeScope();
        var index = tensor(samples.ToArray());
        return new MixtureData(Features[index], Targets[index], Observed[index] > 0, Families);
    }

    /// <summary>One target alone.</summary>
    public MixtureData Target(int column)
    {
        using var scope = NewDisposeScope();
        return new MixtureData(Features, Targets.narrow(1, column, 1), Observed.narrow(1, column, 1) > 0, [Families[column]]);
    }

    /// <summary>The same targets without any feature.</summary>
    public MixtureData WithoutFeatures()
    {
        using var scope = NewDisposeScope();
        return new MixtureData(Features.narrow(1, 0, 0), Targets, Observed > 0, Families);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Features.Dispose();
        Targets.Dispose();
        Observed.Dispose();
    }

    private void CheckShapes(Tensor features, Tensor targets, Tensor seen)
    {
        if (features.dim() != 2 || targets.dim() != 2 || features.shape[0] != targets.shape[0])
        {
            throw new ArgumentException($"Features [{string.Join(", ", features.shape)}] and targets [{string.Join(", ", targets.shape)}] are not two matrices with one row a sample.");
        }
        if (!seen.shape.SequenceEqual(targets.shape)) throw new ArgumentException("What was observed has another shape than the targets.");
        if (targets.shape[1] != Families.Length) throw new ArgumentException($"{targets.shape[1]} targets have {Families.Length} families.");
    }

    private void CheckValues()
    {
        if (!Features.isfinite().all().item<bool>()) throw new ArgumentException("Some feature is not finite.");
        foreach (var run in Runs)
        {
            var values = Targets.narrow(1, run.First, run.Count);
            var fits = run.Family switch
            {
                TargetFamily.Gaussian => values.isfinite(),
                TargetFamily.Bernoulli => values.eq(0).logical_or(values.eq(1)),
                _ => values.ge(0).logical_and(values.eq(values.floor())).logical_and(values.isfinite()),
            };
            if (!fits.all().item<bool>()) throw new ArgumentException($"Targets {run.First} to {run.First + run.Count - 1} hold values that no {run.Family} target takes.");
        }
    }
}
