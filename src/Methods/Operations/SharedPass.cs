using SurgeryBench.Core;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// How many tasks' images go through one encoder together. On small towers the calls cost more than the arithmetic, so that a few small
/// batches take longer than one larger one, until that no longer fits the caches; on large towers one task's batch is a full load already.
/// </summary>
internal static class SharedPass
{
    // Where the small tower is fastest: 64 images a pass. CLIP's towers take one task at a time.
    private const int Tokens = 1200;

    /// <summary>Tasks a pass; at least 1.</summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="images">Images of each task.</param>
    public static int Tasks(IBackbone backbone, int images) => Math.Max(1, Tokens / (images * backbone.Tokens));
}
