using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting;

/// <summary>The runs of one suite, backbone, family and benchmark version as rows and columns.</summary>
public sealed class ResultTable
{
    /// <summary>The reference row that normalised accuracy divides by.</summary>
    public const string Individual = "individual";

    private ResultTable(RunGroup group, string version, ImmutableArray<string> tasks, ImmutableArray<ResultRow> rows) =>
        (Group, BenchmarkVersion, Tasks, Rows) = (group, version, tasks, rows);

    /// <summary>Suite, backbone and family of every run.</summary>
    public RunGroup Group { get; }

    /// <summary>The benchmark's version of every run.</summary>
    public string BenchmarkVersion { get; }

    /// <summary>The tasks in suite order.</summary>
    public ImmutableArray<string> Tasks { get; }

    /// <summary>Reference rows first, then merges, both in catalogue order.</summary>
    public ImmutableArray<ResultRow> Rows { get; }

    /// <summary>Makes the table.</summary>
    /// <param name="records">At least one run; the order does not matter.</param>
    /// <exception cref="BadInputException">The runs cannot share a table; the message says what to do.</exception>
    public static ResultTable Of(IEnumerable<RunRecord> records)
    {
        var runs = records.OrderBy(record => record.Key.Seed).ThenBy(record => record.Key.Id, StringComparer.Ordinal).ToList();
        Comparability.Check(runs);
        var tasks = TasksOf(runs);
        var rows = new RowBuilder(runs, tasks).Rows();
        if (rows.IsEmpty) throw new BadInputException($"The runs of {runs[0].Key.Group} are inductive ones alone; their transductive twins make the rows: run the same without --inductive.");
        return new ResultTable(runs[0].Key.Group, runs[0].Key.BenchmarkVersion, tasks, rows);
    }

    /// <summary>The reference row of a name, e.g. <see cref="Individual"/>; null if it was not run.</summary>
    public ResultRow? Reference(string method) =>
        Rows.FirstOrDefault(row => row.IsReference && row.MethodId == method && row.RepairId == RunKey.NoRepair);

    // The run with most tasks has them in suite order; tasks that only others have follow.
    private static ImmutableArray<string> TasksOf(List<RunRecord> runs) =>
        [.. runs.OrderByDescending(run => run.Scores.Length).SelectMany(run => run.Scores).Select(score => score.Task).Distinct()];
}
