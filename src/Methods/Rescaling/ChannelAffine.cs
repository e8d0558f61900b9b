using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>A scale and a shift for each channel. Owns its tensors.</summary>
/// <param name="Scale">float32 [channels].</param>
/// <param name="Shift">float32 [channels].</param>
internal sealed record ChannelAffine(Tensor Scale, Tensor Shift) : IDisposable
{
    /// <summary>What gives a model's activations the mean and variance of another's: (x − μ) / √(v + ε) · √(v' + ε) + μ'.</summary>
    /// <param name="own">The model's moments, borrowed.</param>
    /// <param name="wanted">The other's, borrowed.</param>
    /// <param name="epsilon">
    /// Added to both variances, so that equal moments give the identity; added to the model's alone, as in the released code, it would shrink
    /// every channel a little.
    /// </param>
    public static ChannelAffine Between(ChannelMoments own, ChannelMoments wanted, double epsilon)
    {
        using var scope = NewDisposeScope();
        var scale = ((wanted.Variance() + epsilon) / (own.Variance() + epsilon)).sqrt();
        var shift = wanted.Mean() - (own.Mean() * scale);
        return new ChannelAffine(scale.to_type(ScalarType.Float32).DetachFromDisposeScope(), shift.to_type(ScalarType.Float32).DetachFromDisposeScope());
    }

    /// <summary>Corrects what a linear layer reads by changing the layer instead.</summary>
    /// <param name="weight">[out, channels], borrowed.</param>
    /// <param name="bias">[out], borrowed.</param>
    /// <returns>The layer's new tensors, in the caller's scope.</returns>
    public (Tensor Weight, Tensor Bias) FoldBefore(Tensor weight, Tensor bias) => (weight * Scale, bias.addmv(weight, Shift));

    /// <summary>Corrects what a linear layer gives by changing the layer instead.</summary>
    /// <param name="weight">[channels, in], borrowed.</param>
    /// <param name="bias">[channels], borrowed.</param>
    /// <returns>The layer's new tensors, in the caller's scope.</returns>
    public (Tensor Weight, Tensor Bias) FoldAfter(Tensor weight, Tensor bias) => (weight * Scale.unsqueeze(1), (bias * Scale) + Shift);

    /// <summary>Scales and shifts.</summary>
    /// <param name="activations">Borrowed, [.., channels].</param>
    /// <returns>A new tensor of the same shape, owned by the caller.</returns>
    public Tensor Apply(Tensor activations)
    {
        using var scope = NewDisposeScope();
        return ((activations * Scale) + Shift).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Scale.Dispose();
        Shift.Dispose();
    }
}
