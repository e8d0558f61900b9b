using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Pixels;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Datasets.Pixels;

public sealed class PixelCacheTests
{
    private const int Side = 4, ImageBytes = 3 * Side * Side;
    private TemporaryFolder folder = null!;

    [SetUp]
    public void Open() => folder = new TemporaryFolder();

    [TearDown]
    public void Close() => folder.Dispose();

    [Test]
    public void GivesBackWhatWasWritten()
    {
        Write("a", 3);
        var file = new PixelCache(folder.Path).Find("a", Side)!;
        using var split = file.Map();
        Assert.That((split.Count, split.Side, file.Damaged.Length), Is.EqualTo((3, Side, 0)));
        Assert.That(split.Labels, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(split.Pixels.data<byte>().ToArray(), Is.EqualTo(Enumerable.Range(0, 3).SelectMany(Planes)));
        using var taken = split.Take([2, 0]);
        Assert.That(taken.shape, Is.EqualTo(new long[] { 2, 3, Side, Side }));
    }

    [Test]
    public void ClosesTheGapsOfDamagedImages()
    {
        Write("a", 4, new() { [1] = "the second is damaged" });
        var file = new PixelCache(folder.Path).Find("a", Side)!;
        using var split = file.Map();
        Assert.That(split.Labels, Is.EqualTo(new[] { 0, 2, 3 }));
        Assert.That(file.Damaged, Is.EqualTo(new[] { "the second is damaged" }));
        Assert.That(split.Pixels.data<byte>().ToArray(), Is.EqualTo(new[] { 0, 2, 3 }.SelectMany(Planes)));
    }

    [Test]
    public void FindsEveryChangedByteAndEveryCut()
    {
        Write("a", 2);
        var path = folder.Files.Single();
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at++)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.That(new PixelCache(folder.Path).Find("a", Side), Is.Null, $"byte {at} changed");
            File.WriteAllBytes(path, whole[..at]);
            Assert.That(new PixelCache(folder.Path).Find("a", Side), Is.Null, $"cut at {at}");
        }
        File.WriteAllBytes(path, whole);
        Assert.That(new PixelCache(folder.Path).Find("a", Side), Is.Not.Null);
        Assert.That(new PixelCache(folder.Path).Find("a", Side + 1), Is.Null);
    }

    [Test]
    public void DropsTheFilesUsedLongestAgoToMakeRoom()
    {
        Write("a", 2);
        Write("b", 2);
        Write("c", 2);
        foreach (var (name, age) in new[] { ("a", 2), ("b", 3), ("c", 1) }) File.SetLastWriteTimeUtc(PathOf(name), new DateTime(2020, 1, 10 - age, 0, 0, 0, DateTimeKind.Utc));
        var size = new FileInfo(PathOf("a")).Length;
        var cache = new PixelCache(folder.Path) { LimitBytes = 3 * size };
        Assert.That(cache.Find("b", Side), Is.Not.Null);
        Write("d", 2, cache: cache);
        Assert.That(folder.Files.Select(Path.GetFileNameWithoutExtension), Is.EqualTo(new[] { "b", "c", "d" }));
        Assert.That(() => cache.Create("e", new PixelLayout(Side, 100)), Throws.InstanceOf<BadInputException>().With.Message.Contains($"may hold {3 * size}"));
        Assert.That(folder.Files, Has.Length.EqualTo(3));
    }

    [Test]
    public void LeavesNothingOfAFileThatWasNotFinished()
    {
        using (var writer = new PixelCache(folder.Path).Create("a", new PixelLayout(Side, 2))) writer.Write(0, Planes(0));
        Assert.That(folder.Files, Is.Empty);
    }

    [Test]
    public void ClearsAllItsFilesAndSaysHowMuchThatWas()
    {
        Write("a", 2);
        File.WriteAllText(Path.Combine(folder.Path, "other.txt"), "kept");
        var bytes = new FileInfo(PathOf("a")).Length;
        Assert.That(new PixelCache(folder.Path).Clear(), Is.EqualTo(bytes));
        Assert.That(folder.Files.Select(Path.GetFileName), Is.EqualTo(new[] { "other.txt" }));
        Assert.That(new PixelCache(Path.Combine(folder.Path, "none")).Clear(), Is.Zero);
    }

    [Test]
    public void SurvivesSeveralWritersOfOneFile()
    {
        Parallel.For(0, 8, _ => Write("a", 5));
        Assert.That(folder.Files, Has.Length.EqualTo(1));
        Assert.That(new PixelCache(folder.Path).Find("a", Side)!.Labels, Has.Length.EqualTo(5));
    }

    private string PathOf(string name) => Path.Combine(folder.Path, name + ".pixels");

    private static byte[] Planes(int image) => [.. Enumerable.Range(0, ImageBytes).Select(i => (byte)((40 * image) + i))];

    private void Write(string name, int count, Dictionary<int, string>? damaged = null, PixelCache? cache = null)
    {
        using var writer = (cache ?? new PixelCache(folder.Path)).Create(name, new PixelLayout(Side, count));
        foreach (var image in Enumerable.Range(0, count).Reverse().Where(image => damaged?.ContainsKey(image) != true)) writer.Write(image, Planes(image));
        writer.Finish([.. Enumerable.Range(0, count)], damaged ?? []);
    }
}
