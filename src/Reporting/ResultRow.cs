using System.Collections.Immutable;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting;

/// <summary>A method with a repair, averaged over seeds. Cells that no seed has are null.</summary>
public sealed record ResultRow
{
    /// <summary>The method's id, followed by the settings in which rows of this method differ, if they do.</summary>
    public required string Method { get; init; }

    /// <summary>The repair's id, <see cref="RunKey.NoRepair"/> for none, followed by differing settings likewise.</summary>
    public required string Repair { get; init; }

    /// <summary>The runs of this row, by seed; without the inductive ones.</summary>
    public required ImmutableArray<RunRecord> Records { get; init; }

    /// <summary>Its inductive runs, by seed.</summary>
    public ImmutableArray<RunRecord> Inductive { get; init; } = [];

    /// <summary>Accuracy on each task of the table, fraction.</summary>
    public required ImmutableArray<Cell?> Accuracies { get; init; }

    /// <summary>Unweighted mean over all tasks of the table, fraction; missing where a task is.</summary>
    public required Cell? Average { get; init; }

    /// <summary>The average where training images stand in for the test images that method or repair adapt to; missing where that was not run.</summary>
    public Cell? InductiveAverage { get; init; }

    /// <summary>Mean over all tasks of accuracy / the individual expert's accuracy of the same seed, fraction; missing where either is.</summary>
    public required Cell? NormalisedAverage { get; init; }

    /// <summary>Whether the row is a bound or a starting point to compare with.</summary>
    public bool IsReference => Records[0].IsReference;

    /// <summary>Parameters stored beyond one encoder.</summary>
    public Cell? ExtraParameters => Cell.Of(Records.Select(record => (double?)record.ExtraParameters));

    /// <summary>Multiply-adds for one image beyond one encoder; missing in runs from before they were counted.</summary>
    public Cell? ExtraMultiplyAdds => Cell.Of(Records.Select(record => (double?)record.ExtraMultiplyAdds));

    /// <summary>Merge and repair together, seconds; missing where times are left out.</summary>
    public Cell? Seconds => Cell.Of(Records.Select(record => record.Phases.Seconds(phases => phases.MergeAndRepair)));

    /// <summary>The method's id alone.</summary>
    internal string MethodId => Records[0].Key.Method;

    /// <summary>The repair's id alone.</summary>
    internal string RepairId => Records[0].Key.Repair;

    /// <summary>The row's name in figures and messages.</summary>
    internal string Label => RepairId == RunKey.NoRepair ? Method : $"{Method} + {Repair}";

    /// <summary>Representation bias after each block and, last, of the embedding, mean over tasks and seeds; null where it was not measured.</summary>
    internal double[]? BiasLevels
    {
        get
        {
            var known = Records.SelectMany(run => run.Bias).Where(bias => !bias.Levels.IsEmpty).ToList();
            if (known.Count == 0) return null;
            var levels = known.Min(bias => bias.Levels.Length);
            return [.. Enumerable.Range(0, levels).Select(level => known.Average(bias => bias.Levels[level]))];
        }
    }
}
