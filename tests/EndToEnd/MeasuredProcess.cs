using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>Runs <c>surgerybench</c> in a process of its own and sees how much memory it holds.</summary>
internal static class MeasuredProcess
{
    private const string Line = "VmHWM:";

    // The runtime takes more where it finds more cores, and lets more garbage lie where caches are larger (hexadecimal, 25.6 MiB here).
    private static readonly (string Name, string Value)[] TwoCores = [("DOTNET_PROCESSOR_COUNT", "2"), ("OMP_NUM_THREADS", "2"), ("DOTNET_GCgen0size", "1999999")];

    // The peak stays in sight until the process begins it anew or ends, and only a sweep does the former, at the borders of its phases.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Runs a command to its end, which must be a good one.</summary>
    /// <returns>The largest resident set, bytes.</returns>
    public static async Task<long> PeakOf(params string[] command)
    {
        var start = CommandLineProgram.StartInfo(command);
        foreach (var (name, value) in TwoCores) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var told = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        while (Resident(process) is { } bytes)
        {
            peak = Math.Max(peak, bytes);
            await Task.Delay(Pause);
        }
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, string.Concat(await told));
        return peak;
    }

    /// <summary>The peak of a process that runs; null once it has ended.</summary>
    private static long? Resident(Process process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line[Line.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
