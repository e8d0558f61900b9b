using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>Responsibilities to start from: clusters of the standardised targets, clusters of the features, and chance, in turn.</summary>
/// <param name="problem">Borrowed.</param>
/// <param name="seed">Every start has a seed of its own under it.</param>
internal sealed class StartingPoints(MixtureProblem problem, Seed seed)
{
    // Not quite 1, so that no component begins without a trace of a sample.
    private const double Certainty = 0.9;

    /// <summary>The responsibilities of a start, [n, K], in the current scope.</summary>
    public Tensor Draw(int start)
    {
        using var scope = NewDisposeScope();
        var ofStart = seed.For($"start {start}");
        var labels = (start % 3) switch
        {
            0 => KMeans.Labels(StandardisedTargets(), problem.Settings.Components, ofStart),
            1 when problem.Data.Width > 0 => KMeans.Labels(problem.Data.Features, problem.Settings.Components, ofStart),
            _ => Chance(ofStart),
        };
        var hard = nn.functional.one_hot(labels, problem.Settings.Components).to(float64);
        return ((hard * Certainty) + ((1 - Certainty) / problem.Settings.Components)).MoveToOuterDisposeScope();
    }

    private Tensor Chance(Seed ofStart)
    {
        using var generator = ofStart.Generator();
        return randint(0, problem.Settings.Components, [problem.Data.Count], dtype: int64, generator: generator);
    }

    private Tensor StandardisedTargets()
    {
        var centred = (problem.Data.Targets - problem.Means) * problem.Data.Observed;
        return centred / centred.square().mean([0L]).sqrt().clamp(min: 1e-12);
    }
}
