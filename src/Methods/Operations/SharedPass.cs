using SurgeryBench.Core;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// How many tasks' images go through one encoder together. On small towers the calls cost more than the arithmetic, so that eight small
/// batches take several times as long as one large one; on large towers one task's batch is a full load already.
/// </summary>
internal static class SharedPass
{
    // All of eight tasks for the small tower, five or six for ViT-B/32, one for ViT-L/14.
    private const int Tokens = 4608;

    /// <summary>Tasks a pass; at least 1.</summary>
    /// <param name="backbone">The encoder.</param>
    /// <param name="images">Images of each task.</param>
    public static int Tasks(IBackbone backbone, int images) => Math.Max(1, Tokens / (images * backbone.Tokens));
}
