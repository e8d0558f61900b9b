using System.Collections.Immutable;

namespace SurgeryBench.Models.Layouts;

/// <summary>How a layout stores one or several parts of a tower as one tensor.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Shape">Its shape as it is stored.</param>
/// <param name="Block">The block it belongs to; null outside the blocks.</param>
/// <param name="Parts">What it holds, stacked in this order along the first dimension.</param>
/// <param name="IsTransposed">Whether it is stored as the transpose of what open_clip stores.</param>
public sealed record LaidOutTensor(string Name, ImmutableArray<long> Shape, int? Block, ImmutableArray<TowerPart> Parts, bool IsTransposed = false)
{
    /// <summary>Its name and shape alone.</summary>
    public KeyValuePair<string, long[]> NamedShape => KeyValuePair.Create(Name, Shape.ToArray());
}
