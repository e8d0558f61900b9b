using System.Collections.Immutable;
using System.IO.Enumeration;

namespace SurgeryBench.Datasets.Hub;

/// <summary>Some files of a repository.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Patterns">
/// Paths in which <c>*</c> stands for any letters, slashes among them, and <c>?</c> for one. <c>a|b</c> means what matches a, or what
/// matches b if nothing matches a. Every pattern has to match something.
/// </param>
public sealed record HubRequest(HubRepository Repository, ImmutableArray<string> Patterns)
{
    /// <summary>The paths that a pattern takes.</summary>
    internal static IReadOnlyList<string> Match(string pattern, IReadOnlyCollection<string> paths) => pattern.Split('|')
        .Select(choice => paths.Where(path => FileSystemName.MatchesSimpleExpression(choice, path, ignoreCase: false)).ToList())
        .FirstOrDefault(taken => taken.Count > 0) ?? [];
}
