using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>Runs a command that goes on where it was stopped, and kills it again and again.</summary>
/// <param name="command">The command line.</param>
/// <param name="stopped">Looks at what a killed run left.</param>
/// <param name="ended">Looks at what a run that ended left, and clears it, so that the next begins anew.</param>
internal sealed class KilledRuns(string[] command, Action stopped, Action ended)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>How often to kill in all: a few times in a run of all tests, <c>make soak</c> asks for more.</summary>
    public static int Moments { get; } = int.Parse(Environment.GetEnvironmentVariable("SURGERYBENCH_KILLS") ?? "10", CultureInfo.InvariantCulture);

    /// <summary>Runs once to the end, to see how long that takes, then kills at moments drawn from all of that time.</summary>
    /// <param name="moments">How many.</param>
    public async Task Run(int moments)
    {
        var clock = Stopwatch.StartNew();
        await Finish();
        var (whole, dice) = (clock.Elapsed, new Random(moments));
        while (moments > 0)
        {
            if (await EndsWithin(whole * dice.NextDouble())) ended();
            else
            {
                stopped();
                moments--;
            }
        }
        await Finish();
    }

    private async Task Finish()
    {
        Assert.That(await EndsWithin(Patience), Is.True, $"{string.Join(' ', command)} takes more than {Patience.TotalMinutes} minutes");
        ended();
    }

    private async Task<bool> EndsWithin(TimeSpan time)
    {
        using var process = CommandLineProgram.Start(command);
        var told = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(time));
        var ends = process.HasExited;
        process.Kill();
        await process.WaitForExitAsync();
        if (ends) Assert.That(process.ExitCode, Is.Zero, string.Concat(await told));
        return ends;
    }
}
