using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>A task's frozen linear classifier over normalised embeddings, as CLIP's zero-shot heads are. Owns its tensors.</summary>
public sealed class Head : IClassifier, IDisposable
{
    /// <summary>Takes over the tensors.</summary>
    /// <param name="weight">Class rows, already multiplied by the logit scale, [classes, embedding].</param>
    /// <param name="bias">One value a class, [classes]; null means none.</param>
    public Head(Tensor weight, Tensor? bias = null)
    {
        if (weight.dim() != 2) throw new ArgumentException($"A head's weight has 2 dimensions, not {weight.dim()}.", nameof(weight));
        Weight = weight.DetachFromDisposeScope();
        Bias = bias?.DetachFromDisposeScope();
    }

    /// <summary>Class rows times the logit scale, [classes, embedding].</summary>
    public Tensor Weight { get; }

    /// <summary>One value a class, or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>Number of classes.</summary>
    public int Classes => (int)Weight.shape[0];

    /// <summary>Logits of un-normalised embeddings: W · z/‖z‖₂ + b, without an epsilon in the norm.</summary>
    /// <param name="embedding">[batch, embedding].</param>
    /// <returns>[batch, classes], owned by the caller.</returns>
    public Tensor Logits(Tensor embedding)
    {
        using var scope = NewDisposeScope();
        var unit = embedding / embedding.norm(1, keepdim: true, p: 2f);
        return nn.functional.linear(unit, Weight, Bias).MoveToOuterDisposeScope();
    }

    /// <summary>A copy on another device.</summary>
    public Head To(Device device) => new(Weight.to(device, copy: true), Bias?.to(device, copy: true));

    /// <inheritdoc/>
    public void Dispose()
    {
        Weight.Dispose();
        Bias?.Dispose();
    }
}
