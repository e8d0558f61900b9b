using SurgeryBench.Core;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Batches laid down in advance, by task and visit.</summary>
internal sealed class FixedBatches(Func<string, int, IReadOnlyList<long[]>> batches) : IBatchSampler
{
    public IReadOnlyList<long[]> Draw(string task, int visit, int count, int size, int images) => batches(task, visit);
}
