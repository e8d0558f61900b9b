using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>An affine correction: x + Up·(Down·x) + Bias.</summary>
/// <param name="down">[rank, width], taken over.</param>
/// <param name="up">[width, rank], taken over.</param>
/// <param name="bias">[width], taken over.</param>
internal sealed class AffineModule(Tensor down, Tensor up, Tensor bias) : LowRankModule(down, up)
{
    /// <summary>[width].</summary>
    public Tensor Bias { get; } = bias.DetachFromDisposeScope();

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Tensor>> Tensors => [.. base.Tensors, new("bias", Bias)];

    /// <summary>Number of parameters of a module of a width and rank.</summary>
    public static long CountOf(int width, int rank) => ((2L * rank) + 1) * width;

    /// <inheritdoc/>
    public override Tensor Clean(Tensor x)
    {
        using var scope = NewDisposeScope();
        return (x + nn.functional.linear(nn.functional.linear(x, Down), Up, Bias)).MoveToOuterDisposeScope();
    }
}
