using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>The paper's table for readers: two or three lines a row.</summary>
public static class PaperSheet
{
    private const string Agreement = " ≈";

    /// <summary>Makes the sheet.</summary>
    public static Sheet Of(PaperTable table) => new()
    {
        Title = $"Ours and published: {table.Group.Suite}, {table.Group.Backbone}, experts of family {table.Family.Id}",
        Explanation = [PaperCaption.Sides(table), PaperCaption.Reading],
        Heading = ["method", "repair", "", .. PublishedFamily.Tasks, PublishedValue.AverageTask],
        TextColumns = 3,
        Blocks = [.. table.Rows.GroupBy(row => PaperOrder.BlockOf(row.Ours?.MethodId ?? row.Method)).Select(block => block.SelectMany(Lines).ToImmutableArray())],
        Notes = PaperNotes.Of(table),
    };

    private static IEnumerable<ImmutableArray<string>> Lines(PaperRow row)
    {
        yield return [row.Method, row.Repair, "ours", .. row.Cells.Select(cell => cell.Ours is { } ours ? Printed.Percent(ours.Mean) : Printed.Missing)];
        yield return ["", "", "published", .. row.Cells.Select(cell => cell.Published is { } percent ? Cut(percent) : Printed.Missing)];
        if (row.HasPair) yield return ["", "", "difference", .. row.Cells.Select(Difference)];
    }

    private static string Difference(PaperCell cell) => cell.Difference is { } difference
        ? Math.Round(difference, 1, MidpointRounding.AwayFromZero).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + (cell.Agrees ? Agreement : "")
        : Printed.Missing;

    private static string Cut(decimal percent) => (Math.Truncate(10 * percent) / 10).ToString("F1", CultureInfo.InvariantCulture);
}
