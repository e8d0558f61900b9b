using System.Globalization;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>What a chain of answers says about a file; the first word counts.</summary>
/// <param name="Commit">X-Repo-Commit.</param>
/// <param name="Tag">X-Linked-Etag, without quotes: the name of a large file's blob.</param>
/// <param name="Size">X-Linked-Size, in bytes.</param>
internal sealed record LinkHeaders(string? Commit, string? Tag, long? Size)
{
    internal static readonly LinkHeaders None = new(null, null, null);

    internal LinkHeaders With(HttpResponseMessage response) => new(
        Commit ?? Of(response, "X-Repo-Commit"),
        Tag ?? Bare(Of(response, "X-Linked-Etag")),
        Size ?? (long.TryParse(Of(response, "X-Linked-Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null));

    /// <summary>An entity tag without its quotes and the mark of a weak one.</summary>
    internal static string? Bare(string? tag) => tag is null ? null : (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag).Trim('"');

    internal static string? Of(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
