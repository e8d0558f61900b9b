using SurgeryBench.Core.Files;

namespace SurgeryBench.Results;

/// <summary>
/// The right to do a run, which one of all processes on a results folder has at a time. The operating system frees it when the holder ends,
/// however it ends; what a killed one leaves is an empty file, which counts for nothing.
/// </summary>
public sealed class RunClaim : IDisposable
{
    /// <summary>The ending of claims.</summary>
    internal const string Ending = ".claim" + DraftFile.Ending;

    private readonly FileStream file;

    private RunClaim(FileStream file) => this.file = file;

    /// <summary>Takes a claim if nobody has it.</summary>
    /// <param name="path">Its file.</param>
    /// <returns>Null if somebody has it.</returns>
    /// <exception cref="UnwritableException">The file cannot be made.</exception>
    internal static RunClaim? TryTake(string path)
    {
        while (HeldFile.TryOpen(path) is { } file)
        {
            if (File.Exists(path)) return new RunClaim(file);
            // Its holder gave it back after it was opened here and before it was locked.
            file.Dispose();
        }
        return null;
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        Leftovers.Drop(file.Name);
        file.Dispose();
    }
}
