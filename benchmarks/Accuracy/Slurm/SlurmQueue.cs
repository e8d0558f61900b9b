using System.Globalization;

namespace SurgeryBench.Accuracy.Slurm;

/// <summary>What Slurm says of the tasks of an array that have not ended.</summary>
internal static class SlurmQueue
{
    /// <summary>The tasks that wait or run, by number: their state, e.g. <c>RUNNING</c>, and where they run or why they wait.</summary>
    /// <param name="job">The array's id.</param>
    /// <exception cref="Core.BadInputException">Slurm is not installed here.</exception>
    public static IReadOnlyDictionary<int, (string State, string Where)> Read(string job)
    {
        // Of jobs that ended long ago Slurm knows nothing, and says so with an exit status.
        var (status, output, _) = SlurmCommand.Run("squeue", $"--jobs={job}", "--array", "--noheader", "--format=%K %T %R");
        return (status == 0 ? output : "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 3))
            .Where(parts => parts.Length == 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .ToDictionary(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => (parts[1], parts[2].Trim()));
    }
}
