using System.Collections.Concurrent;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Datasets.Hub;

/// <summary>A hub, an empty cache and a client of the two.</summary>
internal sealed class HubSandbox : IAsyncDisposable
{
    public const string Secret = "hf_thisIsNobodysToken";

    private readonly TemporaryFolder folder = new();

    private HubSandbox(TinyHub hub) => Hub = hub;

    public static HubRepository Model { get; } = new(HubKind.Model, "owner/model");

    public TinyHub Hub { get; }

    public string Cache => Path.Combine(folder.Path, "hub cache");

    public string Listings => Path.Combine(folder.Path, "listings");

    public HubSettings Settings => new()
    {
        Endpoint = HubSettings.AddressOf(Hub.Endpoint),
        Cache = Cache,
        Listings = Listings,
        FirstPause = TimeSpan.FromMilliseconds(1),
    };

    /// <summary>The folder of the model's repository in the cache.</summary>
    public string Home => Path.Combine(Cache, "models--owner--model");

    public static async Task<HubSandbox> StartAsync() => new(await TinyHub.StartAsync());

    /// <summary>Bytes that no other place of a file has.</summary>
    public static byte[] Bytes(int count, int seed = 1) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 7) ^ (i >> 8) ^ seed))];

    public static HubRequest Everything(HubRepository? repository = null) => new(repository ?? Model, ["*"]);

    public TinyFile Put(string path, int count, bool large = false)
    {
        var file = Hub.Add(Model).Put(path, Bytes(count), large);
        var part = Path.Combine(Home, "blobs", file.Hash + ".incomplete");
        file.HasArrived = bytes => File.Exists(part) && new FileInfo(part).Length >= bytes;
        return file;
    }

    public Task<HubOutcome> FetchAsync(Func<HubSettings, HubSettings>? change = null) => FetchAsync([Everything()], change);

    public async Task<HubOutcome> FetchAsync(IReadOnlyCollection<HubRequest> requests, Func<HubSettings, HubSettings>? change = null, IProgress<HubProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var client = new HubClient((change ?? (same => same))(Settings));
        return await client.FetchAsync(requests, progress, cancellation);
    }

    /// <summary>The bytes of a fetched file of the model; null if it is not there.</summary>
    public byte[]? Read(string path) => new HubCache(Cache).FindFile(Model, path) is { } file ? File.ReadAllBytes(file) : null;

    /// <summary>Files of the cache that have a final name, links and all.</summary>
    public string[] Finished() => !Directory.Exists(Home) ? [] :
        [.. Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".incomplete", StringComparison.Ordinal)).Select(path => Path.GetRelativePath(Home, path)).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Keeps every report.</summary>
    internal sealed class Reports : IProgress<HubProgress>
    {
        public ConcurrentQueue<HubProgress> All { get; } = new();

        public Action<HubProgress>? Then { get; init; }

        public void Report(HubProgress value)
        {
            All.Enqueue(value);
            Then?.Invoke(value);
        }
    }
}
