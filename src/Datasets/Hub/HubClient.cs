using System.Collections.Concurrent;
using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Datasets.Hub.Store;
using SurgeryBench.Datasets.Hub.Transfer;

namespace SurgeryBench.Datasets.Hub;

/// <summary>
/// Fetches files of a hub into the cache that all hub libraries share. Whatever is stopped goes on from where it was; a file gets its name
/// only when it is whole and its hash is right. Safe to use from several threads and processes.
/// </summary>
public sealed class HubClient : IDisposable
{
    private readonly HubSettings settings;
    private readonly HubTransport transport;
    private readonly HubApi api;
    private readonly HubPlanner planner;
    private readonly FileFetch files;
    private readonly ListingStore listings;

    /// <summary>Opens nothing yet.</summary>
    public HubClient(HubSettings settings)
    {
        this.settings = settings;
        Cache = new HubCache(settings.Cache);
        listings = new ListingStore(settings.Listings);
        transport = new HubTransport(settings);
        var retry = HubRetry.Of(settings);
        api = new HubApi(transport, retry, settings.Endpoint);
        planner = new HubPlanner(Cache, settings.FreeSpace);
        files = new FileFetch(transport, retry, Cache, settings.Endpoint);
    }

    /// <summary>The cache it fills.</summary>
    public HubCache Cache { get; }

    /// <summary>The files of a repository. Offline, the listing kept from the last time, or else the files that the cache has.</summary>
    /// <exception cref="BadInputException">The repository or the hub cannot be had, or nothing is known of it offline.</exception>
    public async Task<HubListing> ListAsync(HubRepository repository, CancellationToken cancellation = default)
    {
        if (settings.Offline)
            return Known(repository) ?? throw new BadInputException($"Nothing is known of '{repository}' offline: neither the cache '{Cache.Folder}' nor a kept listing has it. Fetch it once with a network.");
        var listing = await api.ListAsync(repository, cancellation);
        listings.Keep(listing);
        return listing;
    }

    /// <summary>What a fetch would do; downloads nothing but listings, and offline not even those.</summary>
    /// <exception cref="BadInputException">A repository cannot be had, or a pattern matches none of its files.</exception>
    public async Task<HubPlan> PlanAsync(IReadOnlyCollection<HubRequest> requests, CancellationToken cancellation = default)
    {
        var known = new ConcurrentDictionary<HubRepository, HubListing?>();
        await EachAsync(
            requests.Select(request => request.Repository).Distinct(),
            async (repository, token) => known[repository] = settings.Offline ? Known(repository) : await ListAsync(repository, token),
            cancellation);
        return planner.Plan(requests, known, everythingListed: !settings.Offline);
    }

    /// <summary>Plans and fetches.</summary>
    /// <inheritdoc cref="FetchAsync(HubPlan, IProgress{HubProgress}?, CancellationToken)"/>
    public async Task<HubOutcome> FetchAsync(IReadOnlyCollection<HubRequest> requests, IProgress<HubProgress>? progress = null, CancellationToken cancellation = default) =>
        await FetchAsync(await PlanAsync(requests, cancellation), progress, cancellation);

    /// <summary>Fetches what a plan found absent. A file that fails leaves the others alone.</summary>
    /// <exception cref="BadInputException">The disk is too small, or something is absent offline; nothing is fetched then. Or the disk filled up meanwhile.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what has arrived is kept.</exception>
    public async Task<HubOutcome> FetchAsync(HubPlan plan, IProgress<HubProgress>? progress = null, CancellationToken cancellation = default)
    {
        var absent = plan.Absent.ToList();
        if (settings.Offline && absent.Count > 0)
            throw new BadInputException($"{absent.Count} of {plan.Files.Length} files are not in the cache '{plan.Cache}' and the network is off (--offline or HF_HUB_OFFLINE); the first is '{absent[0].File.Path}' of '{absent[0].Repository}'.");
        DiskSpace.Check(plan);
        var failures = new ConcurrentBag<HubFailure>();
        await EachAsync(
            absent,
            async (file, token) =>
            {
                if (await TryAsync(file, progress, token) is { } failure) failures.Add(failure);
            },
            cancellation);
        ImmutableArray<HubFailure> ordered = [.. failures.OrderBy(failure => failure.Repository.ToString(), StringComparer.Ordinal).ThenBy(failure => failure.Path, StringComparer.Ordinal)];
        return new HubOutcome(Snapshots(plan, ordered), ordered);
    }

    /// <inheritdoc/>
    public void Dispose() => transport.Dispose();

    private async Task<HubFailure?> TryAsync(HubPlanFile file, IProgress<HubProgress>? progress, CancellationToken cancellation)
    {
        void Report(HubStage stage, long bytes, long size) => progress?.Report(new HubProgress(file.Repository, file.File.Path, bytes, size, stage));
        try
        {
            await files.RunAsync(file, Report, cancellation);
            return null;
        }
        catch (BadInputException fault) when (fault is not UnwritableException { IsDiskFull: true })
        {
            Report(HubStage.Failed, file.Held, file.File.Size ?? 0);
            return new HubFailure(file.Repository, file.File.Path, fault.Message);
        }
    }

    // A revision stands for a commit from the moment on that everything asked for is there: until then, the older snapshot is the better one.
    private ImmutableArray<HubSnapshot> Snapshots(HubPlan plan, ImmutableArray<HubFailure> failures)
    {
        var failed = failures.Select(failure => failure.Repository).ToHashSet();
        ImmutableArray<HubSnapshot> whole = [.. plan.Files.Where(file => !failed.Contains(file.Repository)).Select(file => (file.Repository, file.Commit)).Distinct()
            .Select(pair => new HubSnapshot(pair.Repository, pair.Commit!, Cache.SnapshotOf(pair.Repository, pair.Commit!)))];
        foreach (var snapshot in whole) Cache.SetCommit(snapshot.Repository, snapshot.Commit);
        return whole;
    }

    private HubListing? Known(HubRepository repository)
    {
        var commit = Cache.CommitOf(repository);
        if (listings.Find(repository, commit) is { } kept) return kept with { Repository = repository };
        return commit is not null && Cache.FilesOf(repository, commit) is { Count: > 0 } found ? new HubListing(repository, commit, [.. found]) : null;
    }

    private Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, ValueTask> work, CancellationToken cancellation) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = settings.Parallel, CancellationToken = cancellation }, work);
}
