using System.Collections.Immutable;
using SurgeryBench.Results;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>Puts our rows and the published ones of one suite, backbone and family side by side.</summary>
internal sealed class PaperRowBuilder(PublishedNumbers published, RunGroup group, ResultTable? ours)
{
    private readonly ImmutableArray<ResultRow> measured = ours?.Rows ?? [];

    // A mean over other tasks than the published ones would not compare.
    private readonly bool sameTasks = ours is not null && ours.Tasks.ToHashSet().SetEquals(PublishedFamily.Tasks);

    public ImmutableArray<PaperRow> Rows()
    {
        var known = published.Rows.Where(row => row.Family == group.Family && row.Backbone == group.Backbone).ToList();
        return [.. PaperOrder.Of(known, measured).SelectMany(name => RowsOf(name.Method, name.Repair))];
    }

    // Settings that were tried side by side have a row each.
    private IEnumerable<PaperRow> RowsOf(string method, string repair)
    {
        ImmutableArray<PublishedRow> sources = [.. published.SourcesOf(group.Family, group.Backbone, method, repair)];
        var variants = measured.Where(row => row.MethodId == method && row.RepairId == repair).ToList();
        if (variants.Count == 0) return [RowOf(method, repair, null, sources)];
        return variants.Select(row => RowOf(row.Method, row.Repair, row, sources));
    }

    private PaperRow RowOf(string method, string repair, ResultRow? row, ImmutableArray<PublishedRow> sources)
    {
        var source = sources.FirstOrDefault();
        var comparable = row is not null && source is not null && StatedSetting.Holds(source, row.Records[0].Key);
        return new PaperRow
        {
            Method = method,
            Repair = repair,
            Ours = row,
            Sources = sources,
            Cells =
            [
                .. PublishedFamily.Tasks.Select(task => new PaperCell(task, Measured(row, task), source?.Of(task)?.Percent, comparable)),
                new PaperCell(PublishedValue.AverageTask, sameTasks ? row?.Average : null, source?.Average, comparable),
            ],
        };
    }

    private Cell? Measured(ResultRow? row, string task) =>
        row is not null && ours!.Tasks.IndexOf(task) is >= 0 and var index ? row.Accuracies[index] : null;
}
