using System.Text.Json;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>Reads what the hub's API answers.</summary>
internal static class ListingPage
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>The commit of a revision; null if it is not said.</summary>
    internal static string? CommitIn(byte[] text, HubRepository repository) => Read(text, repository, root => Text(root, "sha"));

    /// <summary>The files of a page of a tree.</summary>
    internal static IReadOnlyList<HubFile> FilesIn(byte[] text, HubRepository repository) => Read(text, repository, root =>
        root.EnumerateArray().Where(entry => Text(entry, "type") == "file").Select(entry => FileOf(entry, repository)).ToList());

    private static HubFile FileOf(JsonElement entry, HubRepository repository)
    {
        var path = HubNames.File(Text(entry, "path") ?? "", repository.ToString());
        var large = entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object ? lfs : (JsonElement?)null;
        var hash = (large is { } pointer ? Text(pointer, "oid")?.Replace("sha256:", "", StringComparison.Ordinal) : Text(entry, "oid"));
        return new HubFile(path, Size(large ?? entry) ?? Size(entry), hash is not null && Store.BlobHash.IsHash(hash) ? hash : null);
    }

    private static long? Size(JsonElement entry) =>
        entry.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var bytes) && bytes >= 0 ? bytes : null;

    private static string? Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static T Read<T>(byte[] text, HubRepository repository, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Options);
            return read(json.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new BadInputException($"The hub's list of '{repository}' is not what a hub answers: {HubNames.Shown(fault.Message)} Check the endpoint.", fault);
        }
    }
}
