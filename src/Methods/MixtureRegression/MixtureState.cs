using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>Where a run stands. Owns its tensors; setting one frees the one before.</summary>
internal sealed class MixtureState : IDisposable
{
    /// <summary>Coefficients with intercepts in row 0, [1 + d, m·K].</summary>
    public required Tensor Weights { get; set => field = Keep(field, value); }

    /// <summary>V, [1 + d, K].</summary>
    public required Tensor Gate { get; set => field = Keep(field, value); }

    /// <summary>σ of Gaussian targets and 1 for others, [m, K].</summary>
    public required Tensor Deviations { get; set => field = Keep(field, value); }

    /// <summary>ζ, [n, m, K], or something that broadcasts to it.</summary>
    public required Tensor Shifts { get; set => field = Keep(field, value); }

    /// <summary>The step size the coefficients go on with.</summary>
    public double Step { get; set; } = 1;

    /// <summary>The objective before each iteration and after the last.</summary>
    public List<double> Objectives { get; } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var owned in new[] { Weights, Gate, Deviations, Shifts }) owned.Dispose();
    }

    private static Tensor Keep(Tensor? before, Tensor after)
    {
        before?.Dispose();
        return after.DetachFromDisposeScope();
    }
}
