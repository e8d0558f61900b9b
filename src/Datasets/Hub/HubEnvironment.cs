namespace SurgeryBench.Datasets.Hub;

/// <summary>The variables that hub libraries agree on; an empty one counts as absent.</summary>
internal sealed class HubEnvironment(Func<string, string?> variable)
{
    internal string Endpoint => Of("HF_ENDPOINT") ?? HubSettings.DefaultEndpoint;

    internal string Cache => Expand(Of("HF_HUB_CACHE") ?? Of("HUGGINGFACE_HUB_CACHE") ?? Path.Combine(Home, "hub"));

    internal bool Offline => (Of("HF_HUB_OFFLINE") ?? Of("TRANSFORMERS_OFFLINE"))?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";

    internal string? Token => (Of("HF_TOKEN") ?? Of("HUGGING_FACE_HUB_TOKEN"))?.Trim() is { Length: > 0 } secret ? secret : null;

    private string Home => Of("HF_HOME") ?? Path.Combine(Of("XDG_CACHE_HOME") ?? "~/.cache", "huggingface");

    private string? Of(string name) => variable(name) is { Length: > 0 } value ? value : null;

    private string Expand(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Of("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..].TrimStart('/'))
            : path;
}
