using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Methods.Federated;

/// <summary>A client's classes among those of the head all clients share.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many.</param>
internal readonly record struct LabelBlock(int First, int Count)
{
    /// <summary>The blocks of all tasks: one for tasks whose classes have the same names in the same order, one each for the others.</summary>
    /// <param name="experts">The tasks' experts, whose heads say how many classes there are.</param>
    /// <param name="data">The tasks' images with the names of their classes.</param>
    /// <returns>A block an expert; together they cover the union from 0 on.</returns>
    public static ImmutableArray<LabelBlock> Of(IReadOnlyList<Expert> experts, IReadOnlyList<TaskImages> data)
    {
        var known = new Dictionary<string, LabelBlock>(StringComparer.Ordinal);
        var next = 0;
        return [.. experts.Select(expert =>
        {
            var names = data.FirstOrDefault(images => images.Task == expert.Task)?.Classes ?? [];
            // Names hold no line breaks; a task whose names nobody knows is told from all others by its own.
            var space = names.IsEmpty ? $"\n{expert.Task}" : string.Join('\n', names);
            if (known.TryGetValue(space, out var block)) return block;
            known[space] = block = new LabelBlock(next, expert.Head.Classes);
            next += block.Count;
            return block;
        })];
    }
}
