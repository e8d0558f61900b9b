using System.Collections.Immutable;
using SurgeryBench.Results;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>A method with a repair, as measured here and as published; either side may be absent.</summary>
public sealed record PaperRow
{
    /// <summary>The method's id, followed by the settings in which our rows differ, if they do.</summary>
    public required string Method { get; init; }

    /// <summary>The repair's id, <see cref="RunKey.NoRepair"/> for none, followed by differing settings likewise.</summary>
    public required string Repair { get; init; }

    /// <summary>Our row; null if it was not run.</summary>
    public required ResultRow? Ours { get; init; }

    /// <summary>All sources that print this row, the one compared with first.</summary>
    public required ImmutableArray<PublishedRow> Sources { get; init; }

    /// <summary>The tasks in the papers' order, then the average.</summary>
    public required ImmutableArray<PaperCell> Cells { get; init; }

    /// <summary>The source compared with; null if nothing is published.</summary>
    public PublishedRow? Published => Sources.IsEmpty ? null : Sources[0];

    /// <summary>Whether there is at least one difference.</summary>
    public bool HasPair => Cells.Any(cell => cell.Difference is not null);

    /// <summary>The row's name in messages.</summary>
    internal string Label => Repair == RunKey.NoRepair ? Method : $"{Method} + {Repair}";
}
