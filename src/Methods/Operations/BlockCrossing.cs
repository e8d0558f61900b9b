using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Methods.Operations;

/// <summary>What passed through one block of each task's model. Owns it.</summary>
/// <param name="layers">The block's linear layers.</param>
/// <param name="tasks">One entry a task, in suite order.</param>
internal sealed class BlockCrossing(ImmutableArray<LinearLayer> layers, ImmutableArray<BlockStatistics> tasks) : IDisposable
{
    /// <summary>The block's linear layers.</summary>
    public ImmutableArray<LinearLayer> Layers => layers;

    /// <summary>One entry a task, in suite order.</summary>
    public ImmutableArray<BlockStatistics> Tasks => tasks;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var task in tasks) task.Dispose();
    }
}
