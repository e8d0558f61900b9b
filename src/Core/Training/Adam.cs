using static TorchSharp.torch;

namespace SurgeryBench.Core.Training;

/// <summary>
/// Adam (Kingma and Ba 2015, arXiv:1412.6980), with decoupled weight decay when asked (AdamW, arXiv:1711.05101), in one native call a
/// step. Parameters are updated in place and stay the caller's.
/// </summary>
/// <remarks>
/// A parameter without a gradient is left alone and its step count stands still, as in PyTorch; one with a gradient of zeros moves on
/// its momentum. That difference is the whole of Surgery's shared-optimiser effect, so both are in the caller's hand.
/// </remarks>
public sealed class Adam : IDisposable
{
    // Reaches the fused kernel that TorchSharp does not expose. The text is fixed: a syntax error in TorchScript ends the process.
    private const string Script = """
        def adam(params: List[Tensor], grads: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor],
                 lr: float, beta1: float, beta2: float, decay: float, eps: float):
            torch._fused_adam_(params, grads, m, v, [], n, lr=lr, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
        def adamw(params: List[Tensor], grads: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor],
                  lr: float, beta1: float, beta2: float, decay: float, eps: float):
            torch._fused_adamw_(params, grads, m, v, [], n, lr=lr, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)

        """;

    private static readonly Lazy<jit.CompilationUnit> Kernel = new(() => jit.compile(Script));
    private readonly Tensor[] parameters, means, squares, counts;

    /// <summary>Starts with zero moments.</summary>
    /// <param name="parameters">fp32 tensors, borrowed and updated in place.</param>
    public Adam(IReadOnlyList<Tensor> parameters)
    {
        this.parameters = [.. parameters];
        means = Zeros();
        squares = Zeros();
        counts = [.. parameters.Select(parameter => zeros([], device: parameter.device).DetachFromDisposeScope())];
    }

    /// <summary>Step size; default 1e-3.</summary>
    public double LearningRate { get; set; } = 1e-3;

    /// <summary>Decay rate of the first moment; default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay rate of the second moment; default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment; default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled weight decay; default 0, which makes AdamW and Adam the same.</summary>
    public double WeightDecay { get; init; }

    /// <summary>One step.</summary>
    /// <param name="gradients">One a parameter, in order, borrowed; null leaves that parameter out of the step.</param>
    public void Step(IReadOnlyList<Tensor?> gradients)
    {
        if (gradients.Count != parameters.Length) throw new ArgumentException($"{gradients.Count} gradients for {parameters.Length} parameters.", nameof(gradients));
        var active = Enumerable.Range(0, parameters.Length).Where(i => gradients[i] is not null).ToArray();
        if (active.Length == 0) return;
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var i in active) counts[i].add_(1);
        Kernel.Value.invoke(
            WeightDecay == 0 ? "adam" : "adamw",
            Select(parameters, active), active.Select(i => gradients[i]!).ToArray(), Select(means, active), Select(squares, active), Select(counts, active),
            LearningRate, Beta1, Beta2, WeightDecay, Epsilon);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in means.Concat(squares).Concat(counts)) tensor.Dispose();
    }

    private static Tensor[] Select(Tensor[] tensors, int[] indices) => [.. indices.Select(i => tensors[i])];

    private Tensor[] Zeros() => [.. parameters.Select(parameter => zeros_like(parameter, requires_grad: false).DetachFromDisposeScope())];
}
