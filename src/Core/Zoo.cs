using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>A base encoder, the experts fine-tuned from it and, where there is one, the model trained on all tasks at once. Owns them.</summary>
/// <remarks>Experts may come from several encoders of one architecture; the base is then the first of these foundations.</remarks>
public sealed class Zoo : IDisposable
{
    /// <summary>Checks that everything fits the base and takes it over.</summary>
    /// <param name="anchor">The base.</param>
    /// <param name="experts">One a task, in suite order.</param>
    /// <param name="multiTask">The jointly trained encoder; null if there is none.</param>
    /// <param name="foundations">What each expert was fine-tuned from, the base among them; null if that is the base for all.</param>
    /// <exception cref="MisfitException">Tensors are missing, extra or misshapen; the message lists every one.</exception>
    public Zoo(Weights anchor, ImmutableArray<Expert> experts, Weights? multiTask = null, ImmutableArray<Weights>? foundations = null)
    {
        (Base, Experts, MultiTask, Foundations) = (anchor, experts, multiTask, foundations ?? []);
        if (Foundations.Length != 0 && Foundations.Length != experts.Length)
            throw new ArgumentException($"There are {Foundations.Length} foundations for {experts.Length} experts; one each was expected.", nameof(foundations));
        MisfitException.ThrowIfAny(anchor, experts, multiTask, Foundations);
    }

    /// <summary>θ0 of the papers: the pretrained encoder.</summary>
    public Weights Base { get; }

    /// <summary>One expert a task, in suite order.</summary>
    public ImmutableArray<Expert> Experts { get; }

    /// <summary>Traditional multi-task learning: one encoder trained jointly on all tasks; null if the suite has none.</summary>
    public Weights? MultiTask { get; }

    /// <summary>What each expert was fine-tuned from, in suite order, the base among them; empty if that is the base for all.</summary>
    public ImmutableArray<Weights> Foundations { get; }

    /// <summary>A copy on another device.</summary>
    public Zoo To(Device device)
    {
        var moved = Foundations.Append(Base).Distinct().ToDictionary(encoder => encoder, encoder => encoder.To(device));
        return new Zoo(
            moved[Base], [.. Experts.Select(expert => new Expert(expert.Task, expert.Weights.To(device), expert.Head.To(device)))], MultiTask?.To(device),
            [.. Foundations.Select(encoder => moved[encoder])]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var encoder in Foundations.Append(Base).Distinct()) encoder.Dispose();
        MultiTask?.Dispose();
        foreach (var expert in Experts)
        {
            expert.Weights.Dispose();
            expert.Head.Dispose();
        }
    }
}
