using System.Globalization;

namespace SurgeryBench.Tests.Fuzzing.Runs;

/// <summary>How much is fuzzed: little in a run of all tests, <c>make fuzz</c> asks for more.</summary>
internal static class FuzzSettings
{
    /// <summary>Cases over all targets.</summary>
    public static long Cases { get; } = Number("SURGERYBENCH_FUZZ_CASES", 100_000);

    /// <summary>Decides every case. The same seed gives the same cases on every machine, however many threads there are.</summary>
    public static ulong Seed { get; } = (ulong)Number("SURGERYBENCH_FUZZ_SEED", 1);

    /// <summary>Number of the first case of each target, to go on where a run ended.</summary>
    public static long First { get; } = Number("SURGERYBENCH_FUZZ_FIRST", 0);

    /// <summary>Whether this is more than a run of all tests does.</summary>
    public static bool IsSoak { get; } = Environment.GetEnvironmentVariable("SURGERYBENCH_FUZZ_CASES") is not null;

    private static long Number(string variable, long usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : usual;
}
