using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>An affine correction of low rank: x + Up·(Down·x) + Bias.</summary>
/// <param name="down">[rank, width], taken over.</param>
/// <param name="up">[width, rank], taken over.</param>
/// <param name="bias">[width], taken over.</param>
internal sealed class AffineModule(Tensor down, Tensor up, Tensor bias) : Correction
{
    private readonly Tensor down = down.DetachFromDisposeScope(), up = up.DetachFromDisposeScope(), bias = bias.DetachFromDisposeScope();

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Tensor>> Tensors => [new("down", down), new("up", up), new("bias", bias)];

    /// <summary>Number of parameters of a module of a width and rank.</summary>
    public static long CountOf(int width, int rank) => ((2L * rank) + 1) * width;

    /// <summary>A fresh module, as <see cref="ReluModule.Draw"/> draws one, with a bias of zero.</summary>
    public static AffineModule Draw(int width, int rank, Seed seed, Device device)
    {
        var fresh = ReluModule.Draw(width, rank, seed, device);
        return new AffineModule(fresh.Down, fresh.Up, zeros(width, device: device));
    }

    /// <inheritdoc/>
    public override Correction With(IReadOnlyList<Tensor> tensors) => new AffineModule(tensors[0], tensors[1], tensors[2]);

    /// <inheritdoc/>
    public override Tensor Clean(Tensor x)
    {
        using var scope = NewDisposeScope();
        return (x + x.matmul(down.mT).matmul(up.mT) + bias).MoveToOuterDisposeScope();
    }
}
