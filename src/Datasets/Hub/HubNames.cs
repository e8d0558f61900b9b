using System.Text;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub;

/// <summary>Which names are taken from a user or a server. Whatever passes can be joined to a folder without leaving it.</summary>
internal static class HubNames
{
    private const int LongestSegment = 255, LongestPath = 1024, LongestShown = 200;

    internal static string Id(string id) => id.Split('/') is { Length: 1 or 2 } parts && parts.All(IsWord) && !id.Contains("--", StringComparison.Ordinal)
        ? id
        : throw new BadInputException($"'{Shown(id)}' is no name of a hub repository; owner/name was expected, of letters, digits, '.', '_' and single '-'.");

    internal static string Revision(string revision) => IsPath(revision)
        ? revision
        : throw new BadInputException($"'{Shown(revision)}' is no revision of a hub repository; a branch, a tag or a commit was expected.");

    internal static string File(string path, string repository) => IsPath(path)
        ? path
        : throw new BadInputException($"The hub lists a file '{Shown(path)}' in '{repository}', which could lie outside its folder; nothing of that repository is fetched.");

    internal static string Commit(string? commit, string repository) => commit is not null && IsCommit(commit)
        ? commit
        : throw new BadInputException($"The hub gives '{Shown(commit ?? "")}' as the commit of '{repository}'; 40 hex digits were expected.");

    internal static bool IsCommit(string text) => Store.BlobHash.IsHash(text);

    /// <summary>Whether an entity tag can name a blob.</summary>
    internal static bool IsBlob(string tag) => tag.Length is > 0 and <= 128 && IsWord(tag);

    /// <summary>Server text made fit for a message of one line.</summary>
    internal static string Shown(string text) => OneLine.Of(text.Length > LongestShown ? text[..LongestShown] : text);

    private static bool IsPath(string path) =>
        path.Length is > 0 and <= LongestPath && !Path.IsPathRooted(path) && path.Split('/').All(IsSegment);

    private static bool IsSegment(string segment) =>
        segment is not ("" or "." or "..") && !segment.Any(letter => char.IsControl(letter) || letter == '\\') && Encoding.UTF8.GetByteCount(segment) <= LongestSegment;

    private static bool IsWord(string word) =>
        word.Length is > 0 and <= 128 && char.IsAsciiLetterOrDigit(word[0]) && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
