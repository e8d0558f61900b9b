using System.Text.Json.Serialization;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>Runs that may share a table: one suite, one backbone, one family of experts, one precision.</summary>
public sealed record RunGroup
{
    /// <summary>The family of experts trained here, which file names leave out.</summary>
    public const string TrainedFamily = "trained";

    /// <summary>Names what they share.</summary>
    /// <exception cref="ArgumentException">A name is not kebab-case.</exception>
    public RunGroup(string suite, string backbone, string family = TrainedFamily, string? precision = null)
    {
        (Suite, Backbone, Family) = (Kebab.Checked(suite, nameof(Suite)), Kebab.Checked(backbone, nameof(Backbone)), Kebab.Checked(family, nameof(Family)));
        Precision = precision is null ? null : Kebab.Checked(precision, nameof(Precision));
    }

    /// <summary>The suite's id, e.g. <c>mini8</c>.</summary>
    public string Suite { get; }

    /// <summary>The backbone's id, e.g. <c>vit-mini</c>.</summary>
    public string Backbone { get; }

    /// <summary>Which set of experts: <c>trained</c> here, or a published set such as <c>hf</c>.</summary>
    public string Family { get; }

    /// <summary>What encoders computed in where that was not full fp32: <c>tf32</c> or <c>bf16</c>; null for fp32.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Precision { get; }

    /// <summary>The folder of the group's records inside <c>runs</c>.</summary>
    public string Folder => $"{Suite}.{Backbone}.{Family}{Suffix}";

    /// <summary>What the file names of the group's tables, figures and baselines begin with.</summary>
    public string Stem => Family == TrainedFamily ? $"{Suite}.{Backbone}{Suffix}" : Folder;

    private string Suffix => Precision is null ? "" : $".{Precision}";

    /// <inheritdoc cref="Folder"/>
    public override string ToString() => Folder;
}
