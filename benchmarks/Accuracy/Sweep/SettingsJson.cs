using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SurgeryBench.Accuracy.CommandLine;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>The settings of methods and repairs as JSON: they are records, so their fields are their settings.</summary>
internal static class SettingsJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    // Those too that keys leave out at their defaults.
    private static readonly JsonSerializerOptions Complete = new(Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers =
            {
                info =>
                {
                    foreach (var property in info.Properties.Where(property => property.Set is not null)) property.ShouldSerialize = null;
                },
            },
        },
    };

    /// <summary>The settings that tell runs apart, with their values: all but those added later that are at their defaults.</summary>
    public static string Of(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    /// <summary>All settings with their values.</summary>
    public static string AllOf(object value) => JsonSerializer.Serialize(value, value.GetType(), Complete);

    /// <summary>The same method or repair with one setting changed.</summary>
    /// <exception cref="UsageException">There is no such setting, or the value is not in its range.</exception>
    public static T With<T>(T value, string name, string field, string text)
        where T : notnull
    {
        var settings = JsonNode.Parse(AllOf(value))!.AsObject();
        if (!settings.ContainsKey(field))
        {
            var known = settings.Count == 0 ? "it has none" : $"it has {string.Join(", ", settings.Select(setting => setting.Key))}";
            throw new UsageException($"'{name}' has no setting '{field}'; {known}.");
        }
        settings[field] = Parse(text);
        try
        {
            return (T)settings.Deserialize(value.GetType(), Options)!;
        }
        catch (Exception error) when (error is JsonException or ArgumentOutOfRangeException or TargetInvocationException)
        {
            throw new UsageException($"{name}.{field}={text} is no valid setting: {(error is ArgumentOutOfRangeException range ? range.Message.Split(" (Parameter")[0] : $"the default is {JsonNode.Parse(AllOf(value))![field]?.ToJsonString() ?? "null"}.")}");
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
