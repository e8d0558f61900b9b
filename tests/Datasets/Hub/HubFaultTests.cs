using System.Globalization;
using System.IO.Compression;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Datasets.Hub.Transfer;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Datasets.Hub;

/// <summary>A hub that misbehaves: it is asked again, later, or refused in one line; nothing it sends is used unchecked.</summary>
public sealed class HubFaultTests
{
    private static readonly DateTimeOffset Year = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A moment is meant by the server's clock. Ours may have been moved by years.</summary>
    [TestCase("7", 0)]
    [TestCase("date", 0)]
    [TestCase("date", -20)]
    [TestCase("date", 20)]
    public async Task WaitsAsLongAsItIsAskedToWhateverTheClockSays(string form, int years)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var time = new FakeTime(Year.AddYears(years));
        var file = sandbox.Put("a", 100);
        file.ServerTime = Year;
        file.RetryAfter = form == "date" ? Year.AddSeconds(7).ToString("R", CultureInfo.InvariantCulture) : form;
        file.Refusals.Enqueue(429);
        Assert.That((await sandbox.FetchAsync(settings => settings with { Time = time })).Failures, Is.Empty);
        Assert.That(time.Pauses, Is.EqualTo(new[] { TimeSpan.FromSeconds(7) }));
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
    }

    [Test]
    public async Task DoesNotWaitForAMomentThatHasPassed()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var time = new FakeTime(Year);
        var file = sandbox.Put("a", 100);
        (file.ServerTime, file.RetryAfter) = (Year, Year.AddHours(-1).ToString("R", CultureInfo.InvariantCulture));
        file.Refusals.Enqueue(503);
        Assert.That((await sandbox.FetchAsync(settings => settings with { Time = time })).Failures, Is.Empty);
        Assert.That(time.Pauses, Is.All.EqualTo(TimeSpan.Zero));
    }

    [TestCase(429)]
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    public async Task TriesLaterAndLaterAndThenGivesUp(int status)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 100);
        sandbox.Hub.Add(HubSandbox.Model).Refusal = status;
        var time = new FakeTime(Year);
        var fault = Assert.CatchAsync<BadInputException>(() => sandbox.FetchAsync(settings => settings with { Time = time, Retries = 4, FirstPause = TimeSpan.FromSeconds(8) }));
        Assert.That(fault!.Message, Does.Contain($"answers {status} for 'owner/model'").And.Contain("try again later").And.Not.Contain("\n"));
        Assert.That(sandbox.Hub.Requests, Has.Count.EqualTo(5));
        Assert.That(time.Pauses, Has.Count.EqualTo(4).And.All.InRange(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(30)));
    }

    /// <summary>A byte every few seconds keeps a connection alive for ever, and brings nothing.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task GivesUpOnAHostThatDripsAndGoesOnFromThereLater(bool large)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var time = new FakeTime(Year);
        var file = sandbox.Put("a", 3000, large);
        var part = Path.Combine(sandbox.Home, "blobs", file.Hash + ".incomplete");
        var arrived = 0L;
        file.Chunk = 100;
        file.Sending = () =>
        {
            // A connection may bring several of them at once: the next goes out when the last has arrived, or a connection has ended.
            SpinWait.SpinUntil(() => Length(part) >= arrived, TimeSpan.FromSeconds(1));
            arrived = Length(part) + 100;
            time.Pass(TimeSpan.FromSeconds(5));
        };
        var outcome = await sandbox.FetchAsync(settings => settings with { Time = time, Retries = 1 });
        Assert.That(outcome.Failures.Single().Message, Does.Match("sends 'a' of 'owner/model' too slowly, [1-9]00 bytes in [3-9][05] s").And.Contain("goes on from here"));
        Assert.That(sandbox.Finished(), Is.Empty);
        Assert.That(Length(part), Is.InRange(600, 2000), "what had arrived is gone");
        (file.Sending, file.Chunk) = (null, 1 << 14);
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
    }

    [TestCase(100, 5, 6)]
    [TestCase(1, 29, 2)]
    [TestCase(600, 29, 0)]
    [TestCase(1023, 30, 1)]
    [TestCase(1024, 30, 0)]
    public void TellsADripFromASlowLine(int bytes, int seconds, int refused)
    {
        var time = new FakeTime(Year);
        var watch = new DripWatch(new HubCall(HubSandbox.Model, "a", HttpMethod.Get, new Uri("http://127.0.0.1/a")), Patient(time));
        for (var piece = 1; piece <= 40; piece++)
        {
            time.Pass(TimeSpan.FromSeconds(seconds));
            // A clock that is moved back takes no time away.
            time.Now = Year.AddYears(-1);
            if (piece != refused) watch.Count(bytes);
            else
            {
                Assert.That(() => watch.Count(bytes), Throws.InstanceOf<BadInputException>().With.Message.Contains($"too slowly, {bytes * piece} bytes in {seconds * piece} s"));
                return;
            }
        }
        Assert.That(refused, Is.Zero);
    }

    [Test]
    public async Task HasPatienceWithASlowLine()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var time = new FakeTime(Year);
        var file = sandbox.Put("a", 40_000, large: true);
        (file.Chunk, file.Sending) = (1200, () => time.Pass(TimeSpan.FromSeconds(29)));
        Assert.That((await sandbox.FetchAsync(settings => settings with { Time = time, Retries = 1 })).Failures, Is.Empty);
        Assert.That(sandbox.Hub.Downloads, Has.Count.EqualTo(1));
    }

    [TestCase(4000, "The connection ended after 4000 of 5000 bytes")]
    [TestCase(0, "arrives with 0 bytes; 5000 were expected")]
    [TestCase(6000, "arrives with more bytes; 5000 were expected")]
    public async Task TakesNoFileOfAnotherLengthThanWasSaid(int sent, string what)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 5000, large: true);
        (file.Sent, file.IgnoresRanges) = (HubSandbox.Bytes(sent), true);
        Assert.That((await sandbox.FetchAsync(settings => settings with { Retries = 1 })).Failures.Single().Message, Does.Contain(what));
        Assert.That(sandbox.Finished(), Is.Empty);
        file.Sent = null;
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
    }

    /// <summary>Packed answers were not asked for: they are never unpacked, however large they would become, and do not fit what was promised.</summary>
    [TestCase("gzip")]
    [TestCase("deflate")]
    public async Task UnpacksNothing(string encoding)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 5000, large: true);
        using var packed = new MemoryStream();
        using (Stream packer = encoding == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            packer.Write(new byte[1 << 26]);
        (file.Sent, file.ContentEncoding) = (packed.ToArray(), encoding);
        Assert.That(file.Sent, Has.Length.GreaterThan(5000));
        Assert.That((await sandbox.FetchAsync()).Failures.Single().Message, Does.Contain("arrives with more bytes; 5000 were expected"));
        Assert.That(sandbox.Finished(), Is.Empty);
    }

    /// <summary>Once a chain has left the hub it stays unsigned, also when it comes back.</summary>
    [Test]
    public async Task SendsTheTokenNowhereOnceAChainHasLeftTheHub()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var file = sandbox.Put("a", 1000, large: true);
        file.Bounces = 3;
        var outcome = await sandbox.FetchAsync(settings => settings with { Token = new HubToken(HubSandbox.Secret) });
        Assert.That(outcome.Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
        var chain = sandbox.Hub.Requests.Where(request => request is { Method: "GET" } && request.Path.EndsWith("/a", StringComparison.Ordinal)).ToList();
        Assert.That(chain.Select(request => (request.Host, request.Authorization.Length > 0)), Is.EqualTo(new[] { ("hub", true), ("store", false), ("hub", false), ("store", false), ("hub", false) }));
    }

    [Test]
    public async Task StopsGoingRoundInCirclesBetweenTwoHosts()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 1000, large: true).Bounces = int.MaxValue;
        Assert.That((await sandbox.FetchAsync()).Failures.Single().Message, Does.Contain("redirects 'a' of 'owner/model' more than 8 times"));
        Assert.That(sandbox.Finished(), Is.Empty);
    }

    /// <summary>A link in the place of what is being fetched does not let the bytes out of the cache.</summary>
    [Test]
    public async Task WritesThroughNoLink()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        using var outside = new TemporaryFile();
        await File.WriteAllTextAsync(outside.Path, "mine");
        var file = sandbox.Put("a", 5000, large: true);
        foreach (var place in new[] { $"blobs/{file.Hash}.incomplete", $"blobs/{file.Hash}", $"snapshots/{sandbox.Hub.Add(HubSandbox.Model).Commit}/a", "refs/main" })
        {
            var link = Path.Combine(sandbox.Home, place);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, outside.Path);
        }
        Assert.That((await sandbox.FetchAsync()).Failures, Is.Empty);
        Assert.That(sandbox.Read("a"), Is.EqualTo(file.Bytes));
        Assert.That(await File.ReadAllTextAsync(outside.Path), Is.EqualTo("mine"));
    }

    private static HubSettings Patient(TimeProvider time) => new() { Endpoint = new Uri("http://127.0.0.1/"), Cache = "", Listings = "", Time = time };

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
