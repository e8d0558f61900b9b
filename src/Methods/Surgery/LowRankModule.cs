using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>Surgery's correction: x − Up·relu(Down·x), without biases. Owns its two matrices.</summary>
internal sealed class LowRankModule : IDisposable
{
    /// <summary>Takes over the matrices.</summary>
    /// <param name="down">[rank, width].</param>
    /// <param name="up">[width, rank].</param>
    public LowRankModule(Tensor down, Tensor up) => (Down, Up) = (down.DetachFromDisposeScope(), up.DetachFromDisposeScope());

    /// <summary>[rank, width].</summary>
    public Tensor Down { get; }

    /// <summary>[width, rank].</summary>
    public Tensor Up { get; }

    /// <summary>Number of parameters, 2 · rank · width.</summary>
    public long ParameterCount => Down.numel() + Up.numel();

    /// <summary>Number of parameters of a module of a width and rank.</summary>
    public static long CountOf(int width, int rank) => 2L * rank * width;

    /// <summary>A fresh module: Down uniform within ±1/√width, Up zero, so that the correction starts as nothing at all.</summary>
    public static LowRankModule Draw(int width, int rank, Seed seed, Device device)
    {
        using var scope = NewDisposeScope();
        using var generator = seed.Generator();
        var bound = 1 / Math.Sqrt(width);
        var down = ((rand([rank, width], generator: generator) * 2) - 1) * bound;
        return new LowRankModule(down.to(device), zeros(width, rank, device: device));
    }

    /// <summary>Corrects along the last axis.</summary>
    /// <param name="x">[..., width], borrowed.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Clean(Tensor x)
    {
        using var scope = NewDisposeScope();
        return (x - nn.functional.linear(nn.functional.linear(x, Down).relu(), Up)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Down.Dispose();
        Up.Dispose();
    }
}
