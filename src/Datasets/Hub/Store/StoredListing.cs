namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>A listing as it is written down.</summary>
internal sealed record StoredListing(string Revision, string Commit, IReadOnlyList<HubFile> Files)
{
    internal static StoredListing Of(HubListing listing) => new(listing.Repository.Revision, listing.Commit, listing.Files);

    /// <exception cref="Core.BadInputException">A name in it is none.</exception>
    internal HubListing? For(HubRepository repository)
    {
        if (Revision is null || Files is null || Files.Any(file => file?.Path is null)) return null;
        foreach (var file in Files) HubNames.File(file.Path, repository.Id);
        return new HubListing(new HubRepository(repository.Kind, repository.Id, Revision), HubNames.Commit(Commit, repository.Id), [.. Files]);
    }
}
