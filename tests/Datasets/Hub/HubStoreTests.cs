using NUnit.Framework;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Datasets.Hub.Store;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Datasets.Hub;

public sealed class HubStoreTests
{
    // What `git hash-object` and `sha256sum` say of the two bytes {}.
    private const string GitHash = "9e26dfeeb6e641a33dae4961196235bdb965b21b", Sha256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    [TestCase(GitHash, "{}", true)]
    [TestCase(GitHash, "{ ", false)]
    [TestCase(Sha256, "{}", true)]
    [TestCase(Sha256, "[]", false)]
    [TestCase("an-entity-tag", "{}", true)]
    public void ChecksABlobAgainstItsName(string name, string text, bool fits)
    {
        using var hash = new BlobHash(name, text.Length);
        foreach (var letter in text) hash.Append([(byte)letter]);
        Assert.That(hash.Difference(), fits ? Is.Null : Is.Not.Null.And.Not.EqualTo(name));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void MovesANewBlobAndCopiesASharedOneWhereLinksCannotBeMade(bool isNew)
    {
        using var folder = new TemporaryFolder();
        var (blob, pointer) = (Path.Combine(folder.Path, "blobs", "x"), Path.Combine(folder.Path, "snapshots", "c", "deep", "file"));
        Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
        File.WriteAllText(blob, "bytes");
        SnapshotLink.Place(blob, pointer, isNew, (_, _) => throw new UnauthorizedAccessException("no links here"));
        Assert.That((File.ReadAllText(pointer), File.Exists(blob), new FileInfo(pointer).LinkTarget), Is.EqualTo(("bytes", !isNew, (string?)null)));
        Assert.That(folder.Files, Has.Length.EqualTo(isNew ? 1 : 2));
    }

    [Test]
    public void ReplacesALinkThatLeadsNowhere()
    {
        using var folder = new TemporaryFolder();
        var (blob, pointer) = (Path.Combine(folder.Path, "blob"), Path.Combine(folder.Path, "file"));
        File.CreateSymbolicLink(pointer, "gone");
        File.WriteAllText(blob, "bytes");
        SnapshotLink.Place(blob, pointer, isNew: true, (at, target) => File.CreateSymbolicLink(at, target));
        Assert.That((File.ReadAllText(pointer), new FileInfo(pointer).LinkTarget), Is.EqualTo(("bytes", "blob")));
    }

    [Test]
    public async Task LetsOneHoldALockAtATime()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, ".locks", "x.lock");
        var waited = 0;
        var first = await BlobLock.TakeAsync(path, () => { }, CancellationToken.None);
        var second = BlobLock.TakeAsync(path, () => Interlocked.Increment(ref waited), CancellationToken.None);
        Assert.That((second.IsCompleted, waited), Is.EqualTo((false, 1)));
        first.Dispose();
        (await second).Dispose();
        (await BlobLock.TakeAsync(path, () => Assert.Fail("nobody holds it"), CancellationToken.None)).Dispose();
    }

    [Test]
    public async Task StopsWaitingForALockWhenCancelled()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "x.lock");
        using var held = await BlobLock.TakeAsync(path, () => { }, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Assert.That(() => BlobLock.TakeAsync(path, stop.Cancel, stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void MeasuresTheDiskOfAFolderThatIsNotThereYet()
    {
        using var folder = new TemporaryFolder();
        Assert.That(DiskSpace.FreeAt(Path.Combine(folder.Path, "not", "yet")), Is.GreaterThan(0));
    }

    [TestCase(0, "0 B")]
    [TestCase(999, "999 B")]
    [TestCase(1000, "1.0 kB")]
    [TestCase(999_949, "999.9 kB")]
    [TestCase(999_950, "1.0 MB")]
    [TestCase(7_300_000_000, "7.3 GB")]
    [TestCase(123_456_000_000_000_000, "123456.0 TB")]
    public void WritesBytesForPeople(long bytes, string text) => Assert.That(ByteCount.Text(bytes), Is.EqualTo(text));
}
