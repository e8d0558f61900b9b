using System.Text.Json;

namespace SurgeryBench.Speed.Ratios;

/// <summary>What one side of a comparison measured in a process of its own, a line of JSON.</summary>
/// <param name="Seconds">How long the work took, without loading and warming up.</param>
/// <param name="Result">A number that both sides must agree on.</param>
/// <param name="PeakBytes">The largest resident set of the process.</param>
/// <param name="Version">Of what did it.</param>
internal sealed record Outcome(double Seconds, double Result, long PeakBytes, string Version)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a line.</summary>
    public static Outcome Parse(string json) => JsonSerializer.Deserialize<Outcome>(json, Format) ?? throw new FormatException($"'{json}' is no outcome.");

    /// <summary>As a line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
