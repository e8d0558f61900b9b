using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Tests.Datasets.Hub;

/// <summary>Offline, the network is left alone and what the cache has is enough.</summary>
public sealed class HubOfflineTests
{
    private static HubSettings Offline(HubSettings settings) => settings with { Offline = true };

    [Test]
    public async Task TakesWhatWasFetchedBefore()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 10);
        var online = await sandbox.FetchAsync();
        sandbox.Hub.Forget();
        var offline = await sandbox.FetchAsync(Offline);
        Assert.That(offline.Snapshots, Is.EqualTo(online.Snapshots));
        Assert.That(sandbox.Hub.Requests, Is.Empty);
    }

    [Test]
    public async Task NamesWhatIsMissing()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 10);
        sandbox.Put("b", 20);
        await sandbox.FetchAsync([new HubRequest(HubSandbox.Model, ["a"])]);
        sandbox.Hub.Forget();
        Assert.That(() => sandbox.FetchAsync(Offline), Throws.InstanceOf<BadInputException>().With.Message.Contains("1 of 2 files are not in the cache").And.Message.Contains("'b' of 'owner/model'"));
        Assert.That(sandbox.Hub.Requests, Is.Empty);
    }

    [Test]
    public async Task KnowsTheSizesOfAListingThatWasReadBefore()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 10);
        sandbox.Put("b", 20);
        using (var client = new HubClient(sandbox.Settings)) await client.ListAsync(HubSandbox.Model);
        using var offline = new HubClient(Offline(sandbox.Settings));
        var plan = await offline.PlanAsync([HubSandbox.Everything()]);
        Assert.That(plan.Files.Select(file => (file.File.Path, file.File.Size, file.State)), Is.EqualTo(new[] { ("a", (long?)10, HubFileState.Absent), ("b", 20, HubFileState.Absent) }));
        Assert.That((plan.MissingBytes, plan.UnknownSizes), Is.EqualTo((30, 0)));
        Assert.That(Directory.Exists(sandbox.Cache), Is.False);
    }

    [Test]
    public async Task SaysWhereNothingIsKnown()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        using var client = new HubClient(Offline(sandbox.Settings));
        var plan = await client.PlanAsync([new HubRequest(HubSandbox.Model, ["config.json", "*.safetensors"])]);
        Assert.That(plan.Files.Select(file => (file.File.Path, file.File.Size, file.State)), Is.EqualTo(new[] { ("config.json", (long?)null, HubFileState.Absent), ("*.safetensors", null, HubFileState.Absent) }));
        Assert.That(plan.UnknownSizes, Is.EqualTo(2));
        Assert.That(() => client.ListAsync(HubSandbox.Model), Throws.InstanceOf<BadInputException>().With.Message.Contains("Nothing is known of 'owner/model' offline"));
        Assert.That(sandbox.Hub.Requests, Is.Empty);
    }

    [Test]
    public async Task TreatsADamagedListingAsNone()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 10);
        using (var client = new HubClient(sandbox.Settings)) await client.ListAsync(HubSandbox.Model);
        var kept = Directory.GetFiles(sandbox.Listings, "*.json", SearchOption.AllDirectories).Single();
        using var offline = new HubClient(Offline(sandbox.Settings));
        Assert.That((await offline.ListAsync(HubSandbox.Model)).Files, Has.Length.EqualTo(1));
        await File.WriteAllTextAsync(kept, "{\"Revision\":\"main\",\"Commit\":\"x\",\"Files\":[{\"Path\":\"../a\"}]}");
        Assert.That(() => offline.ListAsync(HubSandbox.Model), Throws.InstanceOf<BadInputException>());
    }

    [Test]
    public async Task ReadsACacheThatAnotherLibraryMade()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var commit = new string('d', 40);
        MakeCache(sandbox.Home, commit);
        var cache = new HubCache(sandbox.Cache);
        Assert.That(cache.Find(HubSandbox.Model), Is.EqualTo(Path.Combine(sandbox.Home, "snapshots", commit)));
        Assert.That(cache.Find(new HubRepository(HubKind.Model, "owner/model", commit)), Is.EqualTo(cache.Find(HubSandbox.Model)));
        Assert.That(cache.FindFile(HubSandbox.Model, "data/config.json"), Is.EqualTo(Path.Combine(sandbox.Home, "snapshots", commit, "data", "config.json")));
        Assert.That(cache.FindFile(HubSandbox.Model, "dangling"), Is.Null, "a link to nowhere is no file");
        Assert.That(cache.Find(new HubRepository(HubKind.Dataset, "owner/model")), Is.Null);
        Assert.That(cache.Find(new HubRepository(HubKind.Model, "owner/model", "v2")), Is.Null);
        var outcome = await sandbox.FetchAsync([new HubRequest(HubSandbox.Model, ["data/*.json"])], Offline);
        Assert.That(outcome.Snapshots.Single().Commit, Is.EqualTo(commit));
    }

    [Test]
    public async Task PlansWithWhatAnotherLibraryFetchedAndCallsTheRestUnknown()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        MakeCache(sandbox.Home, new string('d', 40));
        using var client = new HubClient(Offline(sandbox.Settings));
        var plan = await client.PlanAsync([new HubRequest(HubSandbox.Model, ["data/config.json", "model.safetensors"])]);
        Assert.That(plan.Files.Select(file => (file.File.Path, file.File.Size, file.State)), Is.EqualTo(new[] { ("data/config.json", (long?)2, HubFileState.Present), ("model.safetensors", null, HubFileState.Absent) }));
    }

    private static void MakeCache(string home, string commit)
    {
        var data = Path.Combine(home, "snapshots", commit, "data");
        foreach (var folder in new[] { "refs", "blobs", ".no_exist" }) Directory.CreateDirectory(Path.Combine(home, folder));
        Directory.CreateDirectory(data);
        File.WriteAllText(Path.Combine(home, "refs", "main"), commit);
        File.WriteAllText(Path.Combine(home, "blobs", "9e26dfeeb6e641a33dae4961196235bdb965b21b"), "{}");
        File.CreateSymbolicLink(Path.Combine(data, "config.json"), "../../../blobs/9e26dfeeb6e641a33dae4961196235bdb965b21b");
        File.CreateSymbolicLink(Path.Combine(home, "snapshots", commit, "dangling"), "../../blobs/gone");
    }
}
