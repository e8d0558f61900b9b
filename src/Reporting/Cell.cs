namespace SurgeryBench.Reporting;

/// <summary>One value of a table: the mean over the seeds that have it.</summary>
/// <param name="Mean">Mean over seeds, in the unit of the column's metric.</param>
/// <param name="Spread">Sample standard deviation over seeds; null with one seed.</param>
/// <param name="Seeds">How many seeds the mean is over, at least 1.</param>
public sealed record Cell(double Mean, double? Spread, int Seeds)
{
    /// <summary>Averages what seeds gave; null, a missing cell, if none gave anything.</summary>
    internal static Cell? Of(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().ToArray();
        return known.Length == 0 ? null : new Cell(known.Average(), SpreadOf(known), known.Length);
    }

    private static double? SpreadOf(double[] values)
    {
        if (values.Length < 2) return null;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
