using System.Diagnostics;
using System.Text.RegularExpressions;
using NUnit.Framework;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>A real Slurm of one node, started for a test. <c>SLURM_CONF</c> points to it while it is there.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private const string Variable = "SLURM_CONF";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private readonly TemporaryFolder folder = new();
    private readonly string? before = Environment.GetEnvironmentVariable(Variable);

    public SlurmCluster()
    {
        var (status, output) = Call("bash", Script, "up", folder.Path);
        Assert.That(status, Is.Zero, output);
        Environment.SetEnvironmentVariable(Variable, Path.Combine(folder.Path, "slurm.conf"));
    }

    private static string Script => RepositoryRoot.At("eng", "slurm", "test", "cluster.sh");

    /// <summary>The tasks of an array that wait or run.</summary>
    public static string Queue(string job) => Call("squeue", $"--jobs={job}", "--array", "--noheader", "--format=%K %T").Output;

    /// <summary>How often a task was started again.</summary>
    public static int Restarts(string task) => int.Parse(Regex.Match(Call("scontrol", "show", "job", task).Output, @"Restarts=(\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Calls one of Slurm's programs, or another.</summary>
    public static (int Status, string Output) Call(string program, params string[] arguments)
    {
        // What daemons print goes nowhere; their streams would never end.
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = program != "bash", RedirectStandardError = program != "bash" };
        using var process = Process.Start(start)!;
        var error = start.RedirectStandardError ? process.StandardError.ReadToEndAsync() : Task.FromResult("");
        var output = start.RedirectStandardOutput ? process.StandardOutput.ReadToEnd() : "";
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task Until(Func<bool> isSo, string what)
    {
        var end = DateTime.UtcNow + Patience;
        while (!isSo())
        {
            Assert.That(DateTime.UtcNow, Is.LessThan(end), $"waited in vain until {what}");
            await Task.Delay(200);
        }
    }

    /// <summary>Starts a task that is being requeued, which would wait for two minutes, lest it fall on a node that is going down.</summary>
    public static async Task StartAgain(string task)
    {
        await Until(() => Restarts(task) > 0, $"task {task} is requeued");
        // Not in the second in which it was taken away: Slurm takes it for what it has just ended. And again if the wait was set meanwhile.
        do
        {
            await Task.Delay(Pause);
            Call("scontrol", "update", $"JobId={task}", "StartTime=now");
            await Task.Delay(Pause);
        }
        while (Call("squeue", $"--jobs={task}", "--array", "--noheader", "--format=%T").Output == "PENDING\n");
    }

    public void Dispose()
    {
        Call("bash", Script, "down", folder.Path);
        Environment.SetEnvironmentVariable(Variable, before);
        folder.Dispose();
    }
}
