using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Shards;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Datasets.Shards;

public sealed class ImageShardTests
{
    /// <summary>Fifty rows in groups of twenty, written by Apache Arrow's C++ library as the hub's files are; row i holds 3 + i % 5 bytes i.</summary>
    public static IEnumerable<string> ArrowFiles() => Directory.EnumerateFiles(RepositoryRoot.At("tests", "Datasets", "Shards", "Arrow")).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(ArrowFiles))]
    public void ReadsWhatArrowWrites(string path)
    {
        using var shard = ImageShard.Open(path);
        Assert.That(shard.GroupRows, Is.EqualTo(new[] { 20, 20, 10 }));
        var images = Enumerable.Range(0, 3).SelectMany(shard.ReadImages).ToList();
        var expected = Enumerable.Range(0, 50).Select(i => i % 7 == 6 ? null : Enumerable.Repeat((byte)i, 3 + (i % 5)).ToArray());
        Assert.That(images, Is.EqualTo(expected));
        Assert.That(Enumerable.Range(0, 3).SelectMany(shard.ReadLabels), Is.EqualTo(Enumerable.Range(0, 50).Select(i => (long?)(i % 3))));
    }

    [Test]
    public void FindsFaultWithColumnsOfOtherNames()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "x.parquet");
        TinyParquet.Write(path, TinyParquet.Rows(2, 0), image: "picture");
        Assert.That(() => ImageShard.Open(path), Throws.InstanceOf<BadInputException>().With.Message.Contains("has no column 'image/bytes'"));
        TinyParquet.Write(path, TinyParquet.Rows(2, 0), label: "fine_label");
        Assert.That(() => ImageShard.Open(path), Throws.InstanceOf<BadInputException>().With.Message.Contains("has no column 'label'"));
    }

    [Test]
    public void NamesTheRowOfALabelOutOfRangeOrMissing()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "x.parquet");
        var rows = TinyParquet.Rows(12, 0);
        rows[10].Label = 4;
        TinyParquet.Write(path, rows);
        var shards = new ShardSet([path]);
        Assert.That(() => shards.ReadLabels(4), Throws.InstanceOf<BadInputException>().With.Message.EqualTo($"Row 10 of '{path}' has the label 4; expected one from 0 to 3."));
        rows[10].Label = null;
        TinyParquet.Write(path, rows);
        Assert.That(() => shards.ReadLabels(4), Throws.InstanceOf<BadInputException>().With.Message.Contains("Row 10").And.Message.Contains("no label"));
    }

    [Test]
    public void SaysOfEveryDamagedFileThatItIsDamagedOrReadsItAllTheSame()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "x.parquet");
        var whole = File.ReadAllBytes(ArrowFiles().First());
        var refused = 0;
        for (var cut = 0; cut < whole.Length; cut += 97)
        {
            File.WriteAllBytes(path, whole[..cut]);
            Assert.That(() => ReadAll(path), Throws.InstanceOf<BadInputException>().With.Message.Not.Contains("\n"), $"cut at {cut}");
            var bytes = whole.ToArray();
            bytes[cut] ^= 0x55;
            File.WriteAllBytes(path, bytes);
            try
            {
                ReadAll(path);
            }
            catch (BadInputException)
            {
                refused++;
            }
        }
        Assert.That(refused, Is.GreaterThan(0));
    }

    [Test]
    public void RefusesClaimsBeforeTheyTakeMemory()
    {
        var path = RepositoryRoot.At("tests", "Fuzzing", "Corpus", "parquet", "snappy-states-another-length.parquet");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => ReadAll(path), Throws.InstanceOf<BadInputException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void RefusesADescriptionThatNestsWithoutEnd()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "x.parquet");
        const int Depth = 1 << 20;
        File.WriteAllBytes(path, [.. "PAR1"u8, .. Enumerable.Repeat((byte)0x1c, Depth), .. BitConverter.GetBytes(Depth), .. "PAR1"u8]);
        Assert.That(() => ImageShard.Open(path), Throws.InstanceOf<BadInputException>());
    }

    [Test]
    public void RefusesMoreRowsThanAFileOfItsSizeHolds()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "x.parquet");
        TinyParquet.Write(path, [.. Enumerable.Repeat(((byte[]?)null, (long?)0), 300_000)], groupRows: 300_000);
        Assert.That(() => ImageShard.Open(path), Throws.InstanceOf<BadInputException>().With.Message.Contains("claims 300000 rows"));
    }

    [Test]
    public void FindsShardsOfASplitInAnyFolderAndMissesNone()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "data/test-00001-of-00002.parquet", "data/test-00000-of-00002.parquet", "data/train-00000-of-00001.parquet", "README.md" })
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
            File.WriteAllText(Path.Combine(folder.Path, name), "");
        }
        Assert.That(ShardNames.Find(folder.Path, "test").Select(Path.GetFileName), Is.EqualTo(new[] { "test-00000-of-00002.parquet", "test-00001-of-00002.parquet" }));
        File.Delete(Path.Combine(folder.Path, "data/test-00000-of-00002.parquet"));
        Assert.That(() => ShardNames.Find(folder.Path, "test"), Throws.InstanceOf<BadInputException>().With.Message.Contains("1 of the 2 shards of 'test'"));
    }

    [Test]
    public void TakesTheHashInALinksNameForTheContent()
    {
        using var folder = new TemporaryFolder();
        var (hash, content) = (new string('a', 64), new FileContent(Path.Combine(folder.Path, "kept")));
        var (blob, link) = (Path.Combine(folder.Path, hash), Path.Combine(folder.Path, "test-0.parquet"));
        File.WriteAllText(blob, "abc");
        File.CreateSymbolicLink(link, blob);
        Assert.That(content.Of(link), Is.EqualTo(hash));
        Assert.That(content.Of(blob), Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        Assert.That(Directory.GetFiles(Path.Combine(folder.Path, "kept")), Has.Length.EqualTo(1));
        Assert.That(content.Of(blob), Does.StartWith("ba7816bf"));
    }

    [Test]
    public void ChecksAFetchedFileOnceAndAgainWhenItWasWrittenTo()
    {
        using var folder = new TemporaryFolder();
        const string Hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        var content = new FileContent(Path.Combine(folder.Path, "kept"));
        var (blob, link) = (Path.Combine(folder.Path, Hash), Path.Combine(folder.Path, "test-0.parquet"));
        File.WriteAllText(blob, "abd");
        File.CreateSymbolicLink(link, blob);
        Assert.That(() => content.Check(link), Throws.InstanceOf<BadInputException>().With.Message.Contains($"'{link}' is damaged").And.Message.Contains($"Delete '{blob}'"));
        File.WriteAllText(blob, "abc");
        Assert.That(() => content.Check(link), Throws.Nothing);
        File.WriteAllText(blob, "abcd");
        Assert.That(() => content.Check(link), Throws.InstanceOf<BadInputException>());
        Assert.That(() => content.Check(Path.Combine(folder.Path, "kept")), Throws.Nothing, "there is nothing to check it against");
    }

    private static int ReadAll(string path)
    {
        using var shard = ImageShard.Open(path);
        return Enumerable.Range(0, shard.GroupRows.Length).Sum(group => shard.ReadImages(group).Length + shard.ReadLabels(group).Length);
    }
}
