using static TorchSharp.torch;

namespace SurgeryBench.Methods.Federated;

/// <summary>
/// Stochastic gradient descent with momentum and weight decay as PyTorch has it (v ← μv + g + λp, p ← p − ηv), after the norm of all
/// gradients together is cut to a bound. Parameters are updated in place and stay the caller's.
/// Velocities live in the dispose scope it is made in.
/// </summary>
internal sealed class MomentumDescent
{
    // As in PyTorch's clipping, so that a norm of 0 divides nothing.
    private const double Epsilon = 1e-6;
    private readonly LocalTraining settings;
    private readonly Tensor[] parameters, velocities;

    /// <summary>Starts at rest.</summary>
    /// <param name="parameters">fp32 tensors, borrowed.</param>
    /// <param name="settings">Step size, momentum, weight decay and bound.</param>
    public MomentumDescent(IEnumerable<Tensor> parameters, LocalTraining settings)
    {
        this.settings = settings;
        this.parameters = [.. parameters];
        velocities = [.. this.parameters.Select(parameter => zeros_like(parameter, requires_grad: false))];
    }

    /// <summary>The parameters, still the caller's.</summary>
    public IReadOnlyList<Tensor> Parameters => parameters;

    /// <summary>One step.</summary>
    /// <param name="gradients">One a parameter, in order; borrowed.</param>
    public void Step(IReadOnlyList<Tensor> gradients)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var factor = Factor(gradients);
        for (var i = 0; i < parameters.Length; i++)
        {
            velocities[i].mul_(settings.Momentum).add_(factor < 1 ? gradients[i] * factor : gradients[i]).add_(parameters[i], alpha: settings.WeightDecay);
            parameters[i].add_(velocities[i], alpha: -settings.LearningRate);
        }
    }

    private double Factor(IReadOnlyList<Tensor> gradients) =>
        settings.ClipNorm / (stack([.. gradients.Select(gradient => gradient.norm())]).norm().item<float>() + Epsilon);
}
