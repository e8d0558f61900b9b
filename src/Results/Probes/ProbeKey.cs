using System.Text.Json.Serialization;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results.Probes;

/// <summary>What makes a probe this probe. Equal keys mean that it need not be done again.</summary>
public sealed record ProbeKey
{
    /// <summary>The analysis' id, kebab-case, e.g. <c>corruptions</c>.</summary>
    public required string Analysis { get; init => field = Kebab.Checked(value); }

    /// <summary>What the values depend on besides the row, as one JSON object; kept compact and in ordinal order of names.</summary>
    public string Settings { get; init => field = CanonicalJson.Of(value, nameof(Settings)); } = RunKey.NoSettings;

    /// <summary>The method with its repair, on which suite, from which experts, for which seed.</summary>
    public required RunKey Row { get; init; }

    /// <summary>The stem of the record's file name, <c>analysis.method.repair.seedN.hash</c>.</summary>
    [JsonIgnore]
    public string Id => $"{Analysis}.{Row.Method}.{Row.Repair}.seed{Row.Seed}.{ContentHash.Of(this)}";
}
