using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>The inner loop of Concrete AdaMerging: coefficients adapted by one step to each sample of the mask.</summary>
internal sealed class InnerCoefficients : IDisposable
{
    private readonly EntropyObjective objective;
    private readonly LearnableMerge vectors;
    private readonly InnerStep kind;
    private readonly double rate;
    private readonly Tensor start, adapted;
    private readonly Adam optimiser;

    /// <summary>Begins at the start.</summary>
    /// <param name="objective">What is lowered.</param>
    /// <param name="vectors">What the coefficients weight.</param>
    /// <param name="kind">How a step is made.</param>
    /// <param name="rate">Its size.</param>
    /// <param name="start">Where each step sets out, borrowed.</param>
    public InnerCoefficients(EntropyObjective objective, LearnableMerge vectors, InnerStep kind, double rate, Tensor start)
    {
        (this.objective, this.vectors, this.kind, this.rate, this.start) = (objective, vectors, kind, rate, start);
        adapted = start.clone().DetachFromDisposeScope();
        optimiser = new Adam([adapted]) { LearningRate = rate };
    }

    /// <summary>Adapts the coefficients to a sample.</summary>
    /// <param name="mask">By name; no gradient flows to it from the step.</param>
    /// <param name="visit">Which batches.</param>
    /// <returns>Without gradient, still owned by this object; good until the next call.</returns>
    public Tensor Adapt(IReadOnlyDictionary<string, Tensor> mask, int visit)
    {
        var gradients = Gradient(mask, visit);
        using var untracked = no_grad();
        adapted.copy_(start);
        if (kind == InnerStep.CarriedAdam) optimiser.Step(gradients);
        else adapted.sub_(gradients[0] * rate);
        return adapted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimiser.Dispose();
        adapted.Dispose();
    }

    private Tensor[] Gradient(IReadOnlyDictionary<string, Tensor> mask, int visit)
    {
        var tracked = (kind == InnerStep.CarriedAdam ? adapted : start).clone().requires_grad_();
        using var merged = vectors.Merge(tracked, mask.ToDictionary(pair => pair.Key, pair => pair.Value.detach()));
        return objective.Differentiate(merged, vectors.Names, [tracked], visit).Gradients;
    }
}
