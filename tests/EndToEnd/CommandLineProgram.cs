using System.Diagnostics;
using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>Runs <c>surgerybench</c> as a person would.</summary>
internal static class CommandLineProgram
{
    /// <summary>How long what takes seconds may take on a busy machine.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(4);

    /// <summary>The program, for <c>dotnet</c>.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "surgerybench.dll");

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
    public static ProcessStartInfo StartInfo(params string[] args) => new("dotnet", [Assembly, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };

    /// <summary>Runs it in a process of its own to its end, which has to be a good one.</summary>
    /// <returns>All that it said.</returns>
    public static async Task<string> Done(TimeSpan patience, params string[] args)
    {
        var outcome = await OutcomeOf(Start(args), patience);
        var text = outcome.Output + outcome.Error;
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Done), text);
        return text;
    }

    /// <summary>Waits for a process, which has to end by itself.</summary>
    public static Task<Outcome> OutcomeOf(Process process) => OutcomeOf(process, Patience);

    private static async Task<Outcome> OutcomeOf(Process process, TimeSpan patience)
    {
        using var owned = process;
        var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(patience));
        var hangs = !process.HasExited;
        process.Kill(entireProcessTree: true);
        var told = await texts;
        Assert.That(hangs, Is.False, $"it does not end; it said {told[1]}");
        return new Outcome(process.ExitCode, told[0], told[1]);
    }

    internal sealed record Outcome(int Code, string Output, string Error)
    {
        /// <summary>What the program itself said was wrong, a line each.</summary>
        public string[] Faults => [.. Error.Split('\n').Where(line => line.StartsWith("surgerybench: ", StringComparison.Ordinal))];
    }
}
