using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SurgeryBench.Tests.Doubles;

/// <summary>The answers of a hub's API.</summary>
internal static class TinyListing
{
    public static Task AnswerAsync(HttpContext context, TinyRepository repository, string question, int pageSize)
    {
        var parts = question.Split('/', 2);
        if (parts is ["revision", var revision] && (revision == "main" || revision == repository.Commit)) return context.Response.WriteAsJsonAsync(new { sha = repository.Commit });
        if (parts is ["tree", var commit] && commit == repository.Commit) return TreeAsync(context, repository, pageSize);
        context.Response.StatusCode = 404;
        context.Response.Headers["X-Error-Code"] = "RevisionNotFound";
        return Task.CompletedTask;
    }

    private static Task TreeAsync(HttpContext context, TinyRepository repository, int pageSize)
    {
        var query = context.Request.Query["cursor"].ToString();
        var start = query.Length == 0 ? 0 : int.Parse(query, CultureInfo.InvariantCulture);
        object[] entries = [new { type = "directory", oid = repository.Commit, size = 0, path = "data" }, .. repository.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(Entry)];
        if (start + pageSize < entries.Length)
        {
            // The real hub names itself here, also when a mirror passes the answer on.
            context.Response.Headers.Link = $"<https://hub.invalid/api/elsewhere?recursive=true&cursor={start + pageSize}>; rel=\"next\"";
        }
        return context.Response.WriteAsJsonAsync(entries[start..Math.Min(start + pageSize, entries.Length)]);
    }

    private static object Entry(KeyValuePair<string, TinyFile> file) => file.Value.IsLarge
        ? new { type = "file", oid = new string('a', 40), size = file.Value.ClaimedSize ?? file.Value.Bytes.Length, path = file.Key, lfs = new { oid = file.Value.ClaimedHash ?? file.Value.Hash, size = file.Value.ClaimedSize ?? file.Value.Bytes.Length, pointerSize = 134 } }
        : new { type = "file", oid = file.Value.ClaimedHash ?? file.Value.Hash, size = file.Value.ClaimedSize ?? file.Value.Bytes.Length, path = file.Key };
}
