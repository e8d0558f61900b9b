using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>Surgery's correction: x − Up·relu(Down·x), without biases.</summary>
/// <param name="down">[rank, width], taken over.</param>
/// <param name="up">[width, rank], taken over.</param>
internal sealed class ReluModule(Tensor down, Tensor up) : Correction
{
    /// <summary>[rank, width].</summary>
    public Tensor Down { get; } = down.DetachFromDisposeScope();

    /// <summary>[width, rank].</summary>
    public Tensor Up { get; } = up.DetachFromDisposeScope();

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Tensor>> Tensors => [new("down", Down), new("up", Up)];

    /// <summary>Number of parameters of a module of a width and rank.</summary>
    public static long CountOf(int width, int rank) => 2L * rank * width;

    /// <summary>A fresh module: Down uniform within ±1/√width, Up zero, so that the correction starts as nothing at all.</summary>
    public static ReluModule Draw(int width, int rank, Seed seed, Device device)
    {
        using var scope = NewDisposeScope();
        using var generator = seed.Generator();
        var bound = 1 / Math.Sqrt(width);
        var down = ((rand([rank, width], generator: generator) * 2) - 1) * bound;
        return new ReluModule(down.to(device), zeros(width, rank, device: device));
    }

    /// <inheritdoc/>
    public override Correction With(IReadOnlyList<Tensor> tensors) => new ReluModule(tensors[0], tensors[1]);

    /// <inheritdoc/>
    public override Tensor Clean(Tensor x)
    {
        using var scope = NewDisposeScope();
        return (x - x.matmul(Down.mT).relu().matmul(Up.mT)).MoveToOuterDisposeScope();
    }
}
