using System.ComponentModel;
using System.Diagnostics;
using SurgeryBench.Core;

namespace SurgeryBench.Accuracy.Slurm;

/// <summary>Calls Slurm's own programs.</summary>
internal static class SlurmCommand
{
    /// <summary>Runs one and waits for it.</summary>
    /// <param name="program">Its name, e.g. <c>sbatch</c>.</param>
    /// <param name="arguments">What it is given.</param>
    /// <returns>Its exit status, and what it printed without blanks around.</returns>
    /// <exception cref="BadInputException">It is not installed here.</exception>
    public static (int Status, string Output, string Error) Run(string program, params ReadOnlySpan<string> arguments)
    {
        using var process = Start(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim(), error.Result.Trim());
    }

    private static Process Start(string program, ReadOnlySpan<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, [.. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            throw new BadInputException($"There is no program '{program}' on the PATH; Slurm's were expected, on a machine from which jobs are submitted.");
        }
    }
}
