using SurgeryBench.Core;

namespace SurgeryBench.Methods.LowRank;

/// <summary>One task's rewritten encoder. Owns it.</summary>
/// <param name="Weights">The weights, updates and all.</param>
/// <param name="Final">What happens to the embedding.</param>
/// <param name="Stored">Numbers that all updates take.</param>
internal sealed record AbsorbedTask(Weights Weights, FinalUpdate Final, long Stored) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        Final.Correction?.Dispose();
    }
}
