using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Tests.Datasets.Hub;

public sealed class HubFetchTests
{
    [Test]
    public async Task LaysFilesOutAsEveryHubLibraryDoes()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var small = sandbox.Put("config.json", 300);
        var large = sandbox.Put("data/deep/model.safetensors", 100_000, large: true);
        var outcome = await sandbox.FetchAsync();
        var commit = sandbox.Hub.Add(HubSandbox.Model).Commit;
        Assert.That(outcome.Failures, Is.Empty);
        Assert.That(sandbox.Finished(), Is.EquivalentTo(new[]
        {
            $"blobs/{small.Hash}", $"blobs/{large.Hash}", "refs/main", $"snapshots/{commit}/config.json", $"snapshots/{commit}/data/deep/model.safetensors",
        }));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(sandbox.Home, "refs", "main")), Is.EqualTo(commit));
        Assert.That(new FileInfo(Path.Combine(sandbox.Home, "snapshots", commit, "data/deep/model.safetensors")).LinkTarget, Is.EqualTo($"../../../../blobs/{large.Hash}"));
        Assert.That(sandbox.Read("config.json"), Is.EqualTo(small.Bytes));
        Assert.That(sandbox.Read("data/deep/model.safetensors"), Is.EqualTo(large.Bytes));
        Assert.That(outcome.Snapshots, Is.EqualTo(new[] { new HubSnapshot(HubSandbox.Model, commit, new HubCache(sandbox.Cache).Find(HubSandbox.Model)!) }));
    }

    [Test]
    public async Task DownloadsNothingTwice()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 10);
        sandbox.Put("b", 20, large: true);
        await sandbox.FetchAsync();
        Assert.That(sandbox.Hub.Downloads, Has.Count.EqualTo(2));
        await sandbox.FetchAsync();
        Assert.That(sandbox.Hub.Downloads, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task TakesABlobOverIntoTheNextCommitWithoutDownloadingIt()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("kept", 1000, large: true);
        sandbox.Put("changed", 10);
        await sandbox.FetchAsync();
        sandbox.Hub.Forget();
        sandbox.Put("changed", 11);
        var outcome = await sandbox.FetchAsync();
        Assert.That(outcome.Failures, Is.Empty);
        Assert.That(sandbox.Hub.Downloads.Select(request => Path.GetFileName(request.Path)), Is.EqualTo(new[] { "changed" }));
        Assert.That(sandbox.Read("changed"), Has.Length.EqualTo(11));
        Assert.That(sandbox.Read("kept"), Has.Length.EqualTo(1000));
    }

    [Test]
    public async Task FetchesDataSetsAndWhatThePatternsTakeOnly()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var images = new HubRepository(HubKind.Dataset, "owner/images");
        var repository = sandbox.Hub.Add(images);
        foreach (var path in new[] { "data/test-0.parquet", "data/test-1.parquet", "data/train-0.parquet", "other/test-0.parquet" }) repository.Put(path, HubSandbox.Bytes(50, path.Length), large: true);
        var outcome = await sandbox.FetchAsync([new HubRequest(images, ["absent/*|data/test-*.parquet"])]);
        Assert.That(Directory.GetFiles(outcome.Snapshots.Single().Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName), Is.EquivalentTo(new[] { "test-0.parquet", "test-1.parquet" }));
        Assert.That(outcome.Snapshots.Single().Folder, Does.Contain("datasets--owner--images"));
    }

    [Test]
    public async Task NamesAPatternThatNothingMatches()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("config.json", 10);
        var fault = Assert.ThrowsAsync<BadInputException>(() => sandbox.FetchAsync([new HubRequest(HubSandbox.Model, ["*.safetensors"])]));
        Assert.That(fault!.Message, Is.EqualTo("'owner/model' has no file '*.safetensors'; it has config.json."));
    }

    [Test]
    public async Task ReadsAListingPageByPage()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Hub.PageSize = 3;
        for (var i = 0; i < 10; i++) sandbox.Put($"file {i}", i, large: i % 2 == 1);
        using var client = new HubClient(sandbox.Settings);
        var listing = await client.ListAsync(HubSandbox.Model);
        Assert.That(listing.Files.Select(file => (file.Path, file.Size)), Is.EqualTo(Enumerable.Range(0, 10).Select(i => ($"file {i}", (long?)i))));
        Assert.That(listing.Files.Select(file => file.Hash), Is.EqualTo(listing.Files.Select(file => sandbox.Hub.Add(HubSandbox.Model).Files[file.Path].Hash)));
    }

    [Test]
    public async Task FollowsARenamedRepository()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 10);
        var old = new HubRepository(HubKind.Model, "old-name");
        sandbox.Hub.Add(old).MovedTo = "owner/model";
        var outcome = await sandbox.FetchAsync([HubSandbox.Everything(old)]);
        Assert.That((outcome.Failures, outcome.Snapshots.Single().Folder.Contains("models--old-name", StringComparison.Ordinal)), Is.EqualTo((Array.Empty<HubFailure>(), true)));
    }

    [Test]
    public async Task SendsAtMostTheChosenNumberOfFilesSideBySide()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        for (var i = 0; i < 12; i++)
        {
            var file = sandbox.Hub.Add(HubSandbox.Model).Put($"{i}", HubSandbox.Bytes(40_000, i), large: true);
            file.Pause = TimeSpan.FromMilliseconds(20);
        }
        await sandbox.FetchAsync(settings => settings with { Parallel = 3 });
        Assert.That(sandbox.Hub.MostAtOnce, Is.InRange(2, 3));
        Assert.That(sandbox.Hub.Downloads, Has.Count.EqualTo(12));
    }

    [Test]
    public async Task LetsTwoClientsShareEachDownload()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        for (var i = 0; i < 4; i++) sandbox.Hub.Add(HubSandbox.Model).Put($"{i}", HubSandbox.Bytes(60_000, i), large: true).Pause = TimeSpan.FromMilliseconds(20);
        var outcomes = await Task.WhenAll(sandbox.FetchAsync(), sandbox.FetchAsync());
        Assert.That(outcomes.SelectMany(outcome => outcome.Failures), Is.Empty);
        Assert.That(sandbox.Hub.Downloads, Has.Count.EqualTo(4));
        for (var i = 0; i < 4; i++) Assert.That(sandbox.Read($"{i}"), Is.EqualTo(HubSandbox.Bytes(60_000, i)));
    }

    [Test]
    public async Task ReportsEveryFileUntilItIsDone()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 300_000, large: true);
        sandbox.Put("b", 5);
        var reports = new HubSandbox.Reports();
        await sandbox.FetchAsync([HubSandbox.Everything()], progress: reports);
        foreach (var file in reports.All.GroupBy(report => report.Path))
        {
            Assert.That(file.Select(report => report.Bytes), Is.Ordered);
            Assert.That((file.Last().Stage, file.Last().Bytes), Is.EqualTo((HubStage.Done, file.Last().Size)));
        }
        Assert.That(reports.All.Select(report => report.Path).Distinct(), Is.EquivalentTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task SaysWhatTheDiskNeedsBeforeItFetchesAnything()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 2_500_000, large: true);
        sandbox.Hub.Add(HubSandbox.Model).Files["a"].ClaimedSize = 2_500_000_000;
        var fault = Assert.ThrowsAsync<UnwritableException>(() => sandbox.FetchAsync(settings => settings with { FreeSpace = _ => 1_200_000 }));
        Assert.That(fault!.Message, Does.Contain("needs 2.5 GB more and its disk has 1.2 MB free").And.Contain("--hub-cache"));
        Assert.That(sandbox.Hub.Downloads, Is.Empty);
    }

    [Test]
    public async Task KeepsTheTokenFromTheSecondHostAndFromMessages()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Hub.Add(HubSandbox.Model).Token = HubSandbox.Secret;
        sandbox.Put("small", 10);
        sandbox.Put("large", 1000, large: true);
        var signed = sandbox.Settings with { Token = new HubToken(HubSandbox.Secret) };
        var outcome = await sandbox.FetchAsync(_ => signed);
        Assert.That(outcome.Failures, Is.Empty);
        Assert.That(sandbox.Hub.Requests.Where(request => request.Host == "hub").Select(request => request.Authorization), Is.All.EqualTo($"Bearer {HubSandbox.Secret}"));
        var elsewhere = sandbox.Hub.Requests.Where(request => request.Host == "store").ToList();
        Assert.That(elsewhere.Select(request => request.Authorization), Is.Not.Empty.And.All.Empty);
        Assert.That(signed.ToString(), Does.Not.Contain(HubSandbox.Secret).And.Contain("***"));
    }

    [TestCase("https://hub.example/x", true)]
    [TestCase("http://127.0.0.1:80/x", true)]
    [TestCase("http://localhost/x", true)]
    [TestCase("http://hub.example/x", false)]
    [TestCase("http://10.0.0.1/x", false)]
    public void SendsATokenOverPlainHttpToThisMachineOnly(string address, bool may) => Assert.That(HubToken.MayGoTo(new Uri(address)), Is.EqualTo(may));
}
