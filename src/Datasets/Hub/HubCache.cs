using SurgeryBench.Datasets.Hub.Store;

namespace SurgeryBench.Datasets.Hub;

/// <summary>
/// A hub cache on disk, as every hub library lays it out: <c>models--owner--name/{blobs,refs,snapshots/COMMIT/PATH}</c>, where a snapshot's
/// files are links to blobs or copies of them. Reading it never touches the network.
/// </summary>
/// <param name="folder">The cache; need not exist.</param>
public sealed class HubCache(string folder)
{
    private const int LongestReference = 256;

    /// <summary>The folder of the cache.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The folder of a repository's files at its revision; null if it was never fetched. It holds what was asked for, which may not be everything.</summary>
    public string? Find(HubRepository repository) =>
        CommitOf(repository) is { } commit && Directory.Exists(SnapshotOf(repository, commit)) ? SnapshotOf(repository, commit) : null;

    /// <summary>A whole file of a repository at its revision; null if it is not there.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="path">The file in it, with slashes.</param>
    public string? FindFile(HubRepository repository, string path) =>
        CommitOf(repository) is { } commit && LengthOf(repository, commit, path) is not null ? PointerTo(repository, commit, path) : null;

    /// <summary>The commit that the revision stood for when it was last fetched; null if it never was.</summary>
    internal string? CommitOf(HubRepository repository)
    {
        if (HubNames.IsCommit(repository.Revision)) return repository.Revision;
        var reference = ReferenceOf(repository);
        return new FileInfo(reference) is { Exists: true, Length: < LongestReference } && File.ReadAllText(reference).Trim() is var commit && HubNames.IsCommit(commit) ? commit : null;
    }

    /// <summary>Bytes of a file of a snapshot; null if it is missing or its link leads nowhere.</summary>
    internal long? LengthOf(HubRepository repository, string commit, string path)
    {
        var pointer = new FileInfo(PointerTo(repository, commit, path));
        var file = pointer.LinkTarget is null ? pointer : pointer.ResolveLinkTarget(returnFinalTarget: true);
        return file is FileInfo { Exists: true } whole ? whole.Length : null;
    }

    /// <summary>Every file of a snapshot, by path.</summary>
    internal IReadOnlyList<HubFile> FilesOf(HubRepository repository, string commit)
    {
        var snapshot = SnapshotOf(repository, commit);
        if (!Directory.Exists(snapshot)) return [];
        return [.. Directory.EnumerateFiles(snapshot, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(snapshot, path).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal)
            .Select(path => new HubFile(path, LengthOf(repository, commit, path), null))];
    }

    internal void SetCommit(HubRepository repository, string commit)
    {
        if (repository.Revision != commit && CommitOf(repository) != commit) WholeFile.Write(ReferenceOf(repository), commit);
    }

    internal string SnapshotOf(HubRepository repository, string commit) => Path.Combine(Folder, repository.Folder, "snapshots", commit);

    internal string PointerTo(HubRepository repository, string commit, string path) => Path.Combine([SnapshotOf(repository, commit), .. path.Split('/')]);

    internal string BlobOf(HubRepository repository, string hash) => Path.Combine(Folder, repository.Folder, "blobs", hash);

    internal string PartOf(HubRepository repository, string hash) => BlobOf(repository, hash) + ".incomplete";

    internal string LockOf(HubRepository repository, string hash) => Path.Combine(Folder, ".locks", repository.Folder, hash + ".lock");

    private string ReferenceOf(HubRepository repository) => Path.Combine([Folder, repository.Folder, "refs", .. repository.Revision.Split('/')]);
}
