namespace SurgeryBench.Reporting.Paper;

/// <summary>One accuracy, measured here and published.</summary>
/// <param name="Task">The task, or <c>average</c>.</param>
/// <param name="Ours">What the records say, fraction; null if absent.</param>
/// <param name="Published">What the source prints, percent with its decimals; null if absent.</param>
/// <param name="Comparable">Whether both stand on the same settings as far as these are known.</param>
public sealed record PaperCell(string Task, Cell? Ours, decimal? Published, bool Comparable)
{
    /// <summary>How much truncation to one decimal takes off a percentage at most.</summary>
    private const decimal Truncation = 0.1m;

    /// <summary>Ours in percent, unrounded; null if absent.</summary>
    public decimal? OursPercent => Ours is { } cell ? 100 * (decimal)cell.Mean : null;

    /// <summary>Ours minus published, percentage points, from all digits there are; null unless both are there and comparable.</summary>
    public decimal? Difference => Comparable ? OursPercent - Published : null;

    /// <summary>Whether the two are less than 0.1 apart, which truncation to one decimal alone accounts for.</summary>
    public bool Agrees => Difference is > -Truncation and < Truncation;
}
