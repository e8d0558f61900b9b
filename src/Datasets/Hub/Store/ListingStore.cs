using System.Text.Json;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>Keeps listings, a file a commit, so that a plan made offline knows sizes.</summary>
internal sealed class ListingStore(string folder)
{
    private const long LargestBytes = 64 << 20;

    internal void Keep(HubListing listing) =>
        WholeFile.Write(Path.Combine(FolderOf(listing.Repository), listing.Commit + ".json"), JsonSerializer.Serialize(StoredListing.Of(listing)));

    /// <summary>The listing of a commit; of the newest commit that the revision stood for if none is named; null if there is none.</summary>
    internal HubListing? Find(HubRepository repository, string? commit)
    {
        var files = new DirectoryInfo(FolderOf(repository));
        if (!files.Exists) return null;
        return files.EnumerateFiles((commit ?? "*") + ".json").OrderByDescending(file => file.LastWriteTimeUtc)
            .Select(file => Read(file, repository)).FirstOrDefault(listing => listing is not null && (commit is not null || listing.Repository == repository));
    }

    // A damaged listing is as good as none: the hub gives it again.
    private static HubListing? Read(FileInfo file, HubRepository repository)
    {
        if (file.Length > LargestBytes) return null;
        try
        {
            return JsonSerializer.Deserialize<StoredListing>(File.ReadAllBytes(file.FullName))?.For(repository);
        }
        catch (Exception fault) when (fault is JsonException or BadInputException or IOException)
        {
            return null;
        }
    }

    private string FolderOf(HubRepository repository) => Path.Combine(folder, repository.Folder);
}
