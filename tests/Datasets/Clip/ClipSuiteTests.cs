using System.Collections.Concurrent;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Datasets.Imaging;
using SurgeryBench.Datasets.Pixels;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Datasets.Clip;

public sealed class ClipSuiteTests
{
    private TemporaryFolder folder = null!;
    private ClipOptions options = null!;

    [SetUp]
    public void Write()
    {
        folder = new TemporaryFolder();
        options = TinyParquet.WriteAll(folder.Path);
    }

    [TearDown]
    public void Close() => folder.Dispose();

    [Test]
    public void HasTheEightTasksAndNothingToPretrainOn()
    {
        using var suite = DatasetCatalog.Open("clip8", clip: options);
        Assert.That(suite.Tasks, Is.EqualTo(ClipTasks.All.Select(task => task.Info)));
        Assert.That((suite.Name, suite.ImageSize, suite.PretrainingClasses), Is.EqualTo(("clip8", 32, 0)));
        Assert.That(suite.LoadPretraining(), Is.Null);
        Assert.That(suite.Fingerprint, Does.Match("^[0-9a-f]{16}$"));
    }

    [Test]
    public void SplitsEveryTask()
    {
        using var suite = new ClipSuite(options);
        foreach (var task in suite.Tasks)
        {
            var data = suite.Load(task.Name);
            Assert.That((data.Train.Count, data.Validation.Count, data.Test.Count), Is.EqualTo((36, 4, 12)), task.Name);
            Assert.That(data.Validation.Labels.Order(), Is.EqualTo(new[] { 0, 1, 2, 3 }), task.Name);
            Assert.That(data.Test.Labels, Is.Not.Ordered);
        }
        Assert.That(suite.Damaged, Is.Empty);
    }

    [Test]
    public void ReadsEachImageOnceWithItsOwnLabel()
    {
        using var suite = new ClipSuite(options);
        var data = suite.Load("svhn");
        var expected = TinyParquet.Rows(40, 0).Select(row => Known(row.Image!, (int)row.Label!.Value)).Order(StringComparer.Ordinal);
        Assert.That(Images(data.Train).Concat(Images(data.Validation)).Order(StringComparer.Ordinal), Is.EqualTo(expected));
    }

    [Test]
    public void DecodesASplitOnlyWhenItIsAskedFor()
    {
        using var suite = new ClipSuite(options);
        var data = suite.Load("dtd");
        Assert.That(Decoded(), Is.Empty);
        Assert.That(data.Test.Count, Is.EqualTo(12));
        Assert.That(Decoded().Single(), Does.StartWith("dtd.test.32."));
    }

    [Test]
    public void DoesWithoutTrainingShardsUntilTheyAreNeeded()
    {
        File.Delete(Path.Combine(folder.Path, "dtd", "data", "train-00000-of-00001.parquet"));
        using var suite = new ClipSuite(options);
        Assert.That(suite.Load("dtd").Test.Count, Is.EqualTo(12));
        Assert.That(() => suite.Load("dtd").Train, Throws.InstanceOf<BadInputException>().With.Message.Contains("holds no 'train-*.parquet'"));
    }

    [Test]
    public void DecodesOnceAndGivesTheSameFromTheFile()
    {
        var reports = new ConcurrentBag<DecodeProgress>();
        using var first = new ClipSuite(options with { Progress = new Collecting(reports) });
        var images = Images(first.Load("gtsrb").Test);
        Assert.That(reports.Select(report => report.Done).Order(), Is.EqualTo(Enumerable.Range(1, 12)));
        Assert.That(reports.Select(report => (report.Task, report.Split, report.Total)).Distinct(), Is.EqualTo(new[] { ("gtsrb", "test", 12) }));
        reports.Clear();
        using var second = new ClipSuite(options with { Progress = new Collecting(reports) });
        Assert.That(Images(second.Load("gtsrb").Test), Is.EqualTo(images));
        Assert.That(reports, Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void DecodesAgainWhatWasDamagedOrCutOff(bool cut)
    {
        string[] images;
        using (var suite = new ClipSuite(options)) images = [.. Images(suite.Load("mnist").Test)];
        var file = Path.Combine(options.CacheFolder, Decoded().Single());
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, cut ? bytes[..(bytes.Length / 2)] : bytes);
        using var again = new ClipSuite(options);
        Assert.That(Images(again.Load("mnist").Test), Is.EqualTo(images));
    }

    [Test]
    public void ServesSeveralSuitesThatFillOneCacheAtOnce()
    {
        var found = new ConcurrentBag<string>();
        Parallel.For(0, 6, _ =>
        {
            using var suite = new ClipSuite(options);
            found.Add(string.Join('\n', Images(suite.Load("eurosat").Train)));
        });
        Assert.That(found.Distinct().Count(), Is.EqualTo(1));
        Assert.That(Decoded(), Has.Length.EqualTo(1));
    }

    [Test]
    public void KeepsItsFingerprintUntilAShardChanges()
    {
        string Fingerprint()
        {
            using var suite = new ClipSuite(options);
            return suite.Fingerprint;
        }
        var before = Fingerprint();
        Assert.That(Fingerprint(), Is.EqualTo(before));
        var rows = TinyParquet.Rows(40, 0);
        rows[3].Label = 0;
        TinyParquet.Write(Path.Combine(folder.Path, "sun397", "data", "train-00000-of-00001.parquet"), rows);
        Assert.That(Fingerprint(), Is.Not.EqualTo(before));
    }

    [Test]
    public void SaysHowManyTestImagesThereAreAndShouldBe() =>
        Assert.That(() => new ClipSuite(options with { CheckSizes = true }),
            Throws.InstanceOf<BadInputException>().With.Message.EqualTo($"'{Path.Combine(folder.Path, "sun397")}' holds 12 test images of sun397; expected the 19850 of tanganke/sun397."));

    [Test]
    public void NamesWhatIsMissing()
    {
        Assert.That(() => new ClipSuite(options with { Folders = options.Folders.SetItem("zebra", ".") }), Throws.InstanceOf<BadInputException>().With.Message.Contains("'zebra' is no task"));
        Assert.That(() => new ClipSuite(options with { Folders = options.Folders.Clear() }), Throws.InstanceOf<BadInputException>().With.Message.Contains("No folder is named"));
        Assert.That(() => new ClipSuite(options with { Folders = options.Folders.SetItem("dtd", "nowhere") }), Throws.InstanceOf<BadInputException>().With.Message.Contains("'nowhere' does not exist"));
        Assert.That(() => new ClipSuite(options with { Folders = options.Folders.SetItem("dtd", options.CacheFolder) }), Throws.InstanceOf<BadInputException>());
        Assert.That(() => new ClipSuite(options with { ImageSize = 0 }), Throws.InstanceOf<BadInputException>());
    }

    [Test]
    public void LeavesOutAndNamesADamagedImageOfMany()
    {
        var rows = TinyParquet.Rows(1200, 0);
        rows[700].Image = [1, 2, 3];
        var path = Path.Combine(folder.Path, "dtd", "data", "test-00000-of-00002.parquet");
        TinyParquet.Write(path, rows);
        using var suite = new ClipSuite(options);
        Assert.That(suite.Load("dtd").Test.Count, Is.EqualTo(1205));
        Assert.That(suite.Damaged, Is.EqualTo(new[] { $"Row 700 of '{path}' is not an image of a known format" }));
        using var again = new ClipSuite(options);
        Assert.That(again.Load("dtd").Test.Count, Is.EqualTo(1205));
        Assert.That(again.Damaged, Is.EqualTo(suite.Damaged));
    }

    [Test]
    public void StopsWhereMoreThanOneInAThousandIsDamaged()
    {
        var rows = TinyParquet.Rows(12, 0);
        (rows[2].Image, rows[3].Image) = (null, [.. rows[3].Image!.Take(30)]);
        TinyParquet.Write(Path.Combine(folder.Path, "dtd", "data", "test-00000-of-00002.parquet"), rows);
        using var suite = new ClipSuite(options);
        Assert.That(() => suite.Load("dtd").Test, Throws.InstanceOf<BadInputException>().With.Message.Contains("Row 2 of").And.Message.Contains("holds no image").And.Message.Not.Contains("\n"));
        Assert.That(Decoded(), Is.Empty);
    }

    private string[] Decoded() => Directory.Exists(options.CacheFolder) ? [.. Directory.GetFiles(options.CacheFolder).Select(path => Path.GetFileName(path))] : [];

    private static List<string> Images(ImageSplit split)
    {
        var bytes = split.Pixels.data<byte>().ToArray();
        return [.. bytes.Chunk(bytes.Length / split.Count).Zip(split.Labels, (planes, label) => $"{label} {Convert.ToHexString(planes)}")];
    }

    private static string Known(byte[] file, int label)
    {
        var planes = new byte[3 * 32 * 32];
        ClipPreprocessing.Read(file, planes, 32);
        return $"{label} {Convert.ToHexString(planes)}";
    }

    private sealed class Collecting(ConcurrentBag<DecodeProgress> reports) : IProgress<DecodeProgress>
    {
        public void Report(DecodeProgress value) => reports.Add(value);
    }
}
