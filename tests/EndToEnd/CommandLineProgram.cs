using System.Diagnostics;
using SurgeryBench.Accuracy.CommandLine;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>Runs <c>surgerybench</c> as a person would.</summary>
internal static class CommandLineProgram
{
    /// <summary>In this process.</summary>
    public static async Task<Outcome> Run(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using StringWriter caughtOutput = new(), caughtError = new();
        Console.SetOut(caughtOutput);
        Console.SetError(caughtError);
        try
        {
            var code = await SurgeryBenchProgram.Run(args);
            return new Outcome(code, caughtOutput.ToString(), caughtError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>In a process of its own, which can be killed.</summary>
    public static Process Start(params string[] args) => Process.Start(StartInfo(args))!;

    /// <summary>How such a process is started.</summary>
    public static ProcessStartInfo StartInfo(params string[] args)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "surgerybench.dll");
        return new ProcessStartInfo("dotnet", [assembly, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    internal sealed record Outcome(int Code, string Output, string Error);
}
