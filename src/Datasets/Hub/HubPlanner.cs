using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub;

/// <summary>Compares what is asked for with what the cache has.</summary>
internal sealed class HubPlanner(HubCache cache, Func<string, long> freeSpace)
{
    private const int Named = 8;

    /// <param name="requests">What is asked for.</param>
    /// <param name="listings">What is known of each repository; null if nothing is.</param>
    /// <param name="everythingListed">Whether what a listing lacks does not exist, rather than being unknown.</param>
    internal HubPlan Plan(IReadOnlyCollection<HubRequest> requests, IReadOnlyDictionary<HubRepository, HubListing?> listings, bool everythingListed)
    {
        var files = requests.SelectMany(request => request.Patterns.SelectMany(pattern => Expand(request.Repository, pattern, listings[request.Repository], everythingListed)));
        return new HubPlan([.. files.DistinctBy(file => (file.Repository, file.File.Path))], cache.Folder, freeSpace(cache.Folder));
    }

    private IEnumerable<HubPlanFile> Expand(HubRepository repository, string pattern, HubListing? listing, bool everythingListed)
    {
        var all = listing?.Files.ToDictionary(file => file.Path, StringComparer.Ordinal) ?? [];
        var taken = HubRequest.Match(pattern, all.Keys);
        if (taken.Count > 0) return taken.Order(StringComparer.Ordinal).Select(path => Compare(repository, listing!.Commit, all[path]));
        if (everythingListed) throw NoMatch(repository, pattern, all.Keys);
        return [new HubPlanFile(repository, listing?.Commit, new HubFile(pattern, null, null), 0, HubFileState.Absent)];
    }

    private HubPlanFile Compare(HubRepository repository, string commit, HubFile file)
    {
        var held = cache.LengthOf(repository, commit, file.Path);
        if (held is { } whole && (file.Size is null || file.Size == whole)) return new(repository, commit, file with { Size = whole }, whole, HubFileState.Present);
        var part = file.Hash is { } hash ? new FileInfo(cache.PartOf(repository, hash)) : null;
        return part is { Exists: true, Length: > 0 } && part.Length <= file.Size
            ? new(repository, commit, file, part.Length, HubFileState.Partial)
            : new(repository, commit, file, 0, HubFileState.Absent);
    }

    private static BadInputException NoMatch(HubRepository repository, string pattern, IEnumerable<string> paths)
    {
        var shown = paths.Select(HubNames.Shown).ToList();
        var rest = shown.Count > Named ? $" and {shown.Count - Named} more" : "";
        return new($"'{repository}' has no file '{HubNames.Shown(pattern)}'; it has {string.Join(", ", shown.Take(Named))}{rest}.");
    }
}
