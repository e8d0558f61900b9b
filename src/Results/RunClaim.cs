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

    private const int Attempts = 3;
    private readonly FileStream file;

    private RunClaim(FileStream file) => this.file = file;

    /// <summary>Takes a claim if nobody has it.</summary>
    /// <param name="path">Its file.</param>
    /// <returns>Null if somebody has it.</returns>
    internal static RunClaim? TryTake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                if (File.Exists(path)) return new RunClaim(file);
                // Its holder gave it back after it was opened here and before it was locked.
                file.Dispose();
            }
            catch (IOException) when (File.Exists(path))
            {
                return null;
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Its holder gave it back after it was found locked.
            }
        }
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        File.Delete(file.Name);
        file.Dispose();
    }
}
