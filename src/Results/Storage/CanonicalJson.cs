using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SurgeryBench.Results.Storage;

/// <summary>Settings as text that is equal when the settings are: compact, with names in ordinal order at every depth.</summary>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string json, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(json, name);
        try
        {
            return JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) is JsonObject settings
                ? Sorted(settings)!.ToJsonString(Compact)
                : throw new ArgumentException($"Settings are one JSON object, not {json}.", name);
        }
        catch (JsonException fault)
        {
            throw new ArgumentException($"Settings are one JSON object: {fault.Message}", name, fault);
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
