using System.Collections.Immutable;

namespace SurgeryBench.Core;

/// <summary>A base encoder, the experts fine-tuned from it and, where there is one, the model trained on all tasks at once. Owns them.</summary>
public sealed class Zoo : IDisposable
{
    /// <summary>Checks that everything fits the base and takes it over.</summary>
    /// <exception cref="MisfitException">Tensors are missing, extra or misshapen; the message lists every one.</exception>
    public Zoo(Weights anchor, ImmutableArray<Expert> experts, Weights? multiTask = null)
    {
        (Base, Experts, MultiTask) = (anchor, experts, multiTask);
        MisfitException.ThrowIfAny(anchor, experts, multiTask);
    }

    /// <summary>θ0 of the papers: the pretrained encoder.</summary>
    public Weights Base { get; }

    /// <summary>One expert a task, in suite order.</summary>
    public ImmutableArray<Expert> Experts { get; }

    /// <summary>Traditional multi-task learning: one encoder trained jointly on all tasks; null if the suite has none.</summary>
    public Weights? MultiTask { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Base.Dispose();
        MultiTask?.Dispose();
        foreach (var expert in Experts)
        {
            expert.Weights.Dispose();
            expert.Head.Dispose();
        }
    }
}
