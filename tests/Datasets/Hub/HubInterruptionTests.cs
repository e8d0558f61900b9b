using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Tests.Datasets.Hub;

/// <summary>What breaks half way goes on from there, and nothing unfinished gets a final name.</summary>
public sealed class HubInterruptionTests
{
    private static HubSettings Once(HubSettings settings) => settings with { Retries = 1 };

    [TestCase(true)]
    [TestCase(false)]
    public async Task GoesOnFromWhereTheConnectionBroke(bool large)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 200_000, large);
        (file.Drops, file.DropAfter) = (2, 65_536);
        file.Dropped = () => Assert.That(sandbox.Finished(), Is.Empty);
        var outcome = await sandbox.FetchAsync();
        Assert.That(outcome.Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
        Assert.That(sandbox.Hub.Downloads.Select(request => request.Range), Is.EqualTo(new[] { "", "bytes=65536-", "bytes=131072-" }));
        Assert.That(sandbox.Hub.Downloads[1].IfRange, Is.EqualTo(large ? "" : $"\"{file.Hash}\""));
    }

    [Test]
    public async Task GoesOnInAnotherCallAfterTheFirstGaveUp()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 200_000, large: true);
        (file.Drops, file.DropAfter) = (2, 49_152);
        var first = await sandbox.FetchAsync(Once);
        Assert.That(first.Failures.Single().Message, Does.Contain("goes on from here"));
        Assert.That(sandbox.Finished(), Is.Empty);
        Assert.That(new HubCache(sandbox.Cache).Find(HubSandbox.Model), Is.Null);
        using (var client = new HubClient(sandbox.Settings))
        {
            var plan = await client.PlanAsync([HubSandbox.Everything()]);
            Assert.That((plan.Files.Single().State, plan.Files.Single().Held, plan.MissingBytes), Is.EqualTo((HubFileState.Partial, 98_304, 101_696)));
        }
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
        Assert.That(Directory.GetFiles(sandbox.Home, "*.incomplete", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task StartsAfreshWhenTheFileChangedMeanwhile()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 200_000);
        var changed = HubSandbox.Bytes(150_000, seed: 9);
        (file.Drops, file.DropAfter, file.Dropped) = (1, 65_536, () => file.Bytes = changed);
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(changed));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task StartsAfreshWhenWhatIsLeftDoesNotFit(bool tooLong)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 200_000, large: true);
        var left = Path.Combine(sandbox.Home, "blobs", file.Hash + ".incomplete");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        await File.WriteAllBytesAsync(left, new byte[tooLong ? 200_001 : 1000]);
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
        Assert.That(sandbox.Hub.Downloads, Has.Count.EqualTo(tooLong ? 1 : 2));
    }

    [Test]
    public async Task FinishesAFileOfWhichOnlyTheNameWasMissing()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 5000, large: true);
        var left = Path.Combine(sandbox.Home, "blobs", file.Hash + ".incomplete");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        await File.WriteAllBytesAsync(left, file.Bytes);
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That((sandbox.Hub.Downloads.Count, sandbox.Read("a")), Is.EqualTo((0, file.Bytes)));
    }

    [Test]
    public async Task BelievesAHostThatKnowsNoRanges()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 200_000, large: true);
        (file.Drops, file.DropAfter, file.IgnoresRanges) = (1, 65_536, true);
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
    }

    [Test]
    public async Task KeepsWhatHasArrivedWhenItIsCancelled()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 2_000_000, large: true);
        file.Pause = TimeSpan.FromMilliseconds(5);
        using var stop = new CancellationTokenSource();
        var reports = new HubSandbox.Reports { Then = report => { if (report.Bytes > 100_000) stop.Cancel(); } };
        Assert.That(() => sandbox.FetchAsync([HubSandbox.Everything()], progress: reports, cancellation: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(sandbox.Finished(), Is.Empty);
        Assert.That(new FileInfo(Directory.GetFiles(sandbox.Home, "*.incomplete", SearchOption.AllDirectories).Single()).Length, Is.InRange(100_000, 1_999_999));
    }

    [TestCase(408)]
    [TestCase(425)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(503)]
    public async Task AsksAgainAfter(int status)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 100, large: true);
        for (var i = 0; i < 3; i++) file.Refusals.Enqueue(status);
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
    }

    [TestCase(403)]
    [TestCase(404)]
    [TestCase(503)]
    public async Task AsksTheHubForAnotherAddressWhenTheSecondHostAnswers(int status)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 100, large: true);
        file.StoreRefusals.Enqueue(status);
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
    }

    [Test]
    public async Task DoesNotWaitAnHour()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 100);
        file.RetryAfter = "3600";
        file.Refusals.Enqueue(429);
        Assert.That((await sandbox.FetchAsync()).Failures.Single().Message, Does.Contain("answers 429").And.Contain("asks to wait 3600 s"));
    }

    [Test]
    public async Task GivesUpAfterTheChosenNumberOfTriesAndFinishesTheOthers()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 100);
        sandbox.Put("b", 100, large: true);
        for (var i = 0; i < 10; i++) file.Refusals.Enqueue(503);
        var outcome = await sandbox.FetchAsync(settings => settings with { Retries = 2 });
        Assert.That(outcome.Failures.Select(failure => failure.Path), Is.EqualTo(new[] { "a" }));
        Assert.That(file.Refusals, Has.Count.EqualTo(7));
        Assert.That(new FileInfo(Directory.GetFiles(Path.Combine(sandbox.Home, "snapshots"), "b", SearchOption.AllDirectories).Single()).LinkTarget, Is.Not.Null);
        Assert.That(() => outcome.ThrowIfIncomplete(), Throws.InstanceOf<BadInputException>().With.Message.Contains("503"));
    }

    [Test]
    public async Task GivesUpOnAHostThatFallsSilent()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 100_000, large: true);
        file.StallAfter = 32_768;
        var outcome = await sandbox.FetchAsync(settings => settings with { Patience = TimeSpan.FromSeconds(0.3), Retries = 1 });
        Assert.That(outcome.Failures.Single().Message, Does.Contain("was silent for"));
        file.StallAfter = null;
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That(sandbox.Hub.Downloads[^1].Range, Is.EqualTo("bytes=65536-"));
    }
}
