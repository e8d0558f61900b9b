using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// A router of a perceptron: for each image one coefficient a task, the mean over its tokens of V · relu(U h + u) + v. Owns its tensors.
/// </summary>
internal sealed class Gate : IDisposable
{
    private const double Deviation = 0.01;
    private readonly Tensor hidden, hiddenBias, last, lastBias;

    /// <summary>Takes over the tensors.</summary>
    /// <param name="hidden">U, [width, width].</param>
    /// <param name="hiddenBias">u, [width].</param>
    /// <param name="last">V, [T, width].</param>
    /// <param name="lastBias">v, [T].</param>
    public Gate(Tensor hidden, Tensor hiddenBias, Tensor last, Tensor lastBias)
    {
        (this.hidden, this.hiddenBias) = (hidden.DetachFromDisposeScope(), hiddenBias.DetachFromDisposeScope());
        (this.last, this.lastBias) = (last.DetachFromDisposeScope(), lastBias.DetachFromDisposeScope());
    }

    /// <summary>All trainable tensors.</summary>
    public IEnumerable<Tensor> Parameters => [hidden, hiddenBias, last, lastBias];

    /// <summary>Multiply-adds for one image of so many tokens.</summary>
    public long MultiplyAdds(int tokens) => (tokens * hidden.numel()) + last.numel();

    /// <summary>A fresh gate: matrices normal with deviation 0.01, biases 0 and, of the last layer, the start of the coefficients.</summary>
    /// <param name="block">Index of the block, for the seed.</param>
    /// <param name="start">Of every coefficient.</param>
    /// <param name="input">Tasks, sizes and seed.</param>
    public static Gate Draw(int block, double start, MergeInput input)
    {
        using var scope = NewDisposeScope();
        var (width, device, seed) = (input.Backbone.Width, input.Base.Device, input.Seed.For($"gate/{block}"));
        Tensor[] rows = [.. input.Experts.Select(expert => Normal([width], seed.For($"task/{expert.Task}"), device))];
        return new Gate(Normal([width, width], seed, device), zeros(width, device: device), stack(rows), full([rows.Length], start, device: device));
    }

    /// <summary>The coefficients of some images.</summary>
    /// <param name="input">What enters the perceptron, [batch, tokens, width], borrowed.</param>
    /// <returns>[batch, T], owned by the caller.</returns>
    public Tensor Coefficients(Tensor input)
    {
        using var scope = NewDisposeScope();
        // The last layer is linear, so the mean over tokens may be taken before it.
        var seen = nn.functional.linear(input, hidden, hiddenBias).relu().mean([1]);
        return nn.functional.linear(seen, last, lastBias).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in Parameters) parameter.Dispose();
    }

    private static Tensor Normal(long[] size, Seed seed, Device device)
    {
        using var generator = seed.Generator();
        return (randn(size, generator: generator) * Deviation).to(device);
    }
}
