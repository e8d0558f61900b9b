using System.Text.Json.Serialization;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>What makes a run this run. Equal keys mean that the run need not be done again.</summary>
public sealed record RunKey
{
    /// <summary>The <see cref="Repair"/> of a run that evaluates the merge as it is.</summary>
    public const string NoRepair = "none";

    /// <summary>The <see cref="Calibration"/> of a run that saw training images in place of test images.</summary>
    public const string Inductive = "train";

    /// <summary>Settings of something that has none.</summary>
    public const string NoSettings = "{}";

    /// <summary>The suite's id, kebab-case, e.g. <c>mini8</c>.</summary>
    public required string Suite { get; init => field = Kebab.Checked(value); }

    /// <summary>The backbone's id, kebab-case, e.g. <c>vit-mini</c>.</summary>
    public required string Backbone { get; init => field = Kebab.Checked(value); }

    /// <summary>Which set of experts, kebab-case: <c>trained</c> here, or a published set such as <c>hf</c>.</summary>
    public required string Family { get; init => field = Kebab.Checked(value); }

    /// <summary>Content key of the base, experts and heads: 6 to 64 lower-case hexadecimal digits.</summary>
    public required string Zoo { get; init => field = CheckedHex(value); }

    /// <summary>The merging method's id, kebab-case, e.g. <c>task-arithmetic</c>.</summary>
    public required string Method { get; init => field = Kebab.Checked(value); }

    /// <summary>The method's settings as one JSON object; kept compact and in ordinal order of names whatever is given.</summary>
    public string MethodSettings { get; init => field = CanonicalJson.Of(value, nameof(MethodSettings)); } = NoSettings;

    /// <summary>The repair's id, kebab-case; <see cref="NoRepair"/> if the merge is evaluated as it is.</summary>
    public string Repair { get; init => field = Kebab.Checked(value); } = NoRepair;

    /// <summary>The repair's settings, like <see cref="MethodSettings"/>.</summary>
    public string RepairSettings { get; init => field = CanonicalJson.Of(value, nameof(RepairSettings)); } = NoSettings;

    /// <summary>What encoders compute in where that is not full fp32: <c>tf32</c> or <c>bf16</c>; null, the default, for fp32.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Precision { get; init => field = value is null ? null : Kebab.Checked(value); }

    /// <summary>
    /// Which images stood in for unlabelled test images where method and repair ask for such: <see cref="Inductive"/>; null, the default, for
    /// the test images themselves.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Calibration { get; init => field = value is null ? null : Kebab.Checked(value); }

    /// <summary>Number of the trial, from 0.</summary>
    public required int Seed { get; init => field = (int)Bounds.Count(value); }

    /// <summary>The benchmark's version, e.g. <c>1.0</c>; results compare only within one.</summary>
    public required string BenchmarkVersion { get; init => field = CheckedVersion(value); }

    /// <summary>Whether training images stood in for unlabelled test images.</summary>
    [JsonIgnore]
    public bool IsInductive => Calibration == Inductive;

    /// <summary>The runs this one may share a table with.</summary>
    [JsonIgnore]
    public RunGroup Group => new(Suite, Backbone, Family, Precision);

    /// <summary>Whether the method ran with these settings, in whatever order and spacing they are written.</summary>
    public bool HasMethodSettings(string settings) => MethodSettings == CanonicalJson.Of(settings, nameof(settings));

    /// <summary>The stem of the record's file name, <c>method.repair.seedN.hash</c>, the same in every process and on every machine.</summary>
    [JsonIgnore]
    public string Id => $"{Method}.{Repair}.seed{Seed}.{ContentHash.Of(this)}";

    /// <summary>The record's place under the results folder, with '/' between the parts.</summary>
    [JsonIgnore]
    public string RelativePath => $"runs/{Group.Folder}/{Id}.json";

    private static string CheckedHex(string value) => value is { Length: >= 6 and <= 64 } && value.All(char.IsAsciiHexDigitLower)
        ? value
        : throw new ArgumentException($"Zoo '{value}' is not 6 to 64 lower-case hexadecimal digits.", nameof(value));

    private static string CheckedVersion(string value) => value is { Length: <= 16 } && Version.TryParse(value, out _)
        ? value
        : throw new ArgumentException($"BenchmarkVersion '{value}' is not a version such as 1.0.", nameof(value));
}
