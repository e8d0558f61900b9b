using Polly;
using SurgeryBench.Core.Files;
using SurgeryBench.Datasets.Hub.Store;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>Brings one file into its snapshot, however many tries it takes.</summary>
internal sealed class FileFetch(HubTransport transport, ResiliencePipeline retry, HubCache cache, Uri endpoint)
{
    private readonly BlobDownload download = new(transport);

    // Faults of the network have been named by then.
    internal Task RunAsync(HubPlanFile wanted, Action<HubStage, long, long> report, CancellationToken cancellation) =>
        UnwritableException.GuardAsync(cache.Folder, async () => await retry.ExecuteAsync(async token => await TryAsync(wanted, report, token), cancellation));

    private async Task TryAsync(HubPlanFile wanted, Action<HubStage, long, long> report, CancellationToken cancellation)
    {
        var remote = await RemoteFile.AskAsync(transport, endpoint, wanted, cancellation);
        var (repository, commit, path) = (wanted.Repository, wanted.Commit!, wanted.File.Path);
        void Waiting() => report(HubStage.Waiting, 0, remote.Size);
        using (await BlobLock.TakeAsync(cache.LockOf(repository, remote.Blob), Waiting, cancellation))
        {
            if (cache.LengthOf(repository, commit, path) != remote.Size)
            {
                var isNew = await BringAsync(repository, remote, report, cancellation);
                SnapshotLink.Place(cache.BlobOf(repository, remote.Blob), cache.PointerTo(repository, commit, path), isNew, Link);
            }
        }
        report(HubStage.Done, remote.Size, remote.Size);
    }

    // Says whether the blob was not there before.
    private async Task<bool> BringAsync(HubRepository repository, RemoteFile remote, Action<HubStage, long, long> report, CancellationToken cancellation)
    {
        var blob = new FileInfo(cache.BlobOf(repository, remote.Blob));
        if (blob.Exists && blob.Length == remote.Size) return false;
        await download.RunAsync(remote, cache.PartOf(repository, remote.Blob), blob.FullName, bytes => report(HubStage.Downloading, bytes, remote.Size), cancellation);
        return true;
    }

    private static void Link(string pointer, string target) => File.CreateSymbolicLink(pointer, target);
}
