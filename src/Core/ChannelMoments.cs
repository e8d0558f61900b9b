using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>Mean and variance of each channel over all images and tokens, class token included, summed up exactly in double precision. Owns the sums.</summary>
/// <param name="channels">Number of channels.</param>
/// <param name="device">Where activations come from.</param>
public sealed class ChannelMoments(long channels, Device device) : IDisposable
{
    private readonly Tensor sum = zeros(channels, ScalarType.Float64, device: device).DetachFromDisposeScope();
    private readonly Tensor squares = zeros(channels, ScalarType.Float64, device: device).DetachFromDisposeScope();
    private long count;

    /// <summary>Counts activations in.</summary>
    /// <param name="activations">Borrowed, any shape whose last axis are the channels.</param>
    public void Add(Tensor activations)
    {
        using var scope = NewDisposeScope();
        var rows = activations.detach().to_type(ScalarType.Float64).reshape(-1, channels);
        sum.add_(rows.sum(dim: 0));
        squares.add_(rows.square().sum(dim: 0));
        count += rows.shape[0];
    }

    /// <summary>Means, float64 [channels], in the caller's dispose scope.</summary>
    public Tensor Mean() => sum / count;

    /// <summary>Variances without Bessel's correction, float64 [channels], in the caller's dispose scope.</summary>
    public Tensor Variance()
    {
        using var scope = NewDisposeScope();
        return ((squares / count) - Mean().square()).clamp_min(0).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sum.Dispose();
        squares.Dispose();
    }
}
