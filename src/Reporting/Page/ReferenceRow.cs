using System.Collections.Immutable;

namespace SurgeryBench.Reporting.Page;

/// <summary>A row that merges are compared with, as the page calls it.</summary>
internal sealed record ReferenceRow(string Method, string Name)
{
    /// <summary>From the bound above to the starting point below.</summary>
    public static ImmutableArray<ReferenceRow> All { get; } =
        [new(ResultTable.Individual, "the individual experts"), new("mtl", "multi-task learning"), new("pretrained", "the base alone")];

    /// <summary>The row of a table; null if it has none with an average.</summary>
    public ResultRow? In(ResultTable table) => table.Reference(Method) is { Average: not null } row ? row : null;
}
