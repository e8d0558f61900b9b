using System.Text.Json;

namespace SurgeryBench.Reporting;

/// <summary>Names the settings in which several uses of one method differ, e.g. <c>task-arithmetic (Scale=0.3)</c>.</summary>
internal sealed class SettingsLabels
{
    private readonly Dictionary<string, SortedDictionary<string, string>> variants = new(StringComparer.Ordinal);
    private readonly List<string> differing;

    /// <param name="settings">The settings of all uses, one JSON object each; repeats are fine.</param>
    public SettingsLabels(IEnumerable<string> settings)
    {
        foreach (var json in settings.Distinct()) variants[json] = FieldsOf(json);
        var names = variants.Values.SelectMany(fields => fields.Keys).Distinct().Order(StringComparer.Ordinal);
        differing = [.. names.Where(name => variants.Values.Select(fields => fields.GetValueOrDefault(name)).Distinct().Count() > 1)];
    }

    /// <summary>The id alone where there is one variant, else the id with what sets this one apart.</summary>
    public string Label(string id, string settings) => differing.Count == 0
        ? id
        : $"{id} ({string.Join(", ", differing.Select(name => $"{name}={variants[settings].GetValueOrDefault(name, "default")}"))})";

    /// <summary>The settings by name; values as JSON writes them, but text without quotes and null as nothing.</summary>
    public static SortedDictionary<string, string> FieldsOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var fields = document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ToString());
        return new(fields, StringComparer.Ordinal);
    }
}
