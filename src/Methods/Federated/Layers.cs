using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Federated;

/// <summary>Linear layers as PyTorch starts them: weights and biases uniform within 1/√inputs.</summary>
internal static class Layers
{
    /// <summary>The weight [outputs, inputs] and the bias [outputs] of a layer, trainable, in no dispose scope.</summary>
    public static Tensor[] Linear(int inputs, int outputs, Seed seed)
    {
        using var untracked = no_grad();
        using var generator = seed.Generator();
        var bound = 1 / Math.Sqrt(inputs);
        return [Uniform([outputs, inputs], bound, generator), Uniform([outputs], bound, generator)];
    }

    private static Tensor Uniform(long[] shape, double bound, Generator generator)
    {
        using var scope = NewDisposeScope();
        return ((rand(shape, generator: generator) * (2 * bound)) - bound).DetachFromDisposeScope().requires_grad_();
    }
}
