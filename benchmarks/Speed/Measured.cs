using System.Diagnostics;
using System.Globalization;

namespace SurgeryBench.Speed;

/// <summary>A clock that also knows the largest resident set of this process.</summary>
internal sealed class Measured
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>Seconds since the start.</summary>
    public double Seconds => clock.Elapsed.TotalSeconds;

    /// <summary>Starts.</summary>
    public static Measured Start() => new();

    /// <summary>Prints what was done, after how long and with how much memory at most.</summary>
    public void Say(string what)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}; {Seconds:F1} s since the start, at most {process.PeakWorkingSet64 / (double)(1 << 30):F2} GiB"));
    }
}
