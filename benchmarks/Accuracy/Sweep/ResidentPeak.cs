using System.Globalization;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>
/// Linux's own peak of this process' resident set, which a process may begin anew. Whoever watches from outside, as <c>time -v</c> does, then
/// sees the peak since that moment; <see cref="PeakMemory"/> keeps that of all time.
/// </summary>
internal static class ResidentPeak
{
    private const string Status = "/proc/self/status", Reset = "/proc/self/clear_refs", Line = "VmHWM:";

    // From Linux' proc(5).
    private const string PeakAlone = "5";

    /// <summary>Reads the peak and begins it anew.</summary>
    /// <returns>Bytes; null where the system is another or does not permit it.</returns>
    public static long? Take()
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            var peak = Read();
            File.WriteAllText(Reset, PeakAlone);
            return peak;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long? Read() => File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal)) is { } line
        ? long.Parse(line[Line.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) << 10
        : null;
}
