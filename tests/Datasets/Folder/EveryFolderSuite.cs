using NUnit.Framework;
using SurgeryBench.Datasets.Folder;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Datasets.Folder;

/// <summary>What holds for any folder of images: a generated one, and the real ones where this checkout has them beside it.</summary>
[TestFixtureSource(nameof(Sets))]
public sealed class EveryFolderSuite(string set)
{
    private const string Generated = "generated";
    private ImageFolder? written;
    private FolderSuite suite = null!;

    public static IEnumerable<string> Sets() => RealImages.Folder is null ? [Generated] : [Generated, "real8"];

    [OneTimeSetUp]
    public void Open()
    {
        if (set == Generated) written = WriteTasks();
        suite = new FolderSuite(new FolderOptions(written?.Path ?? RealImages.Folder!));
    }

    [OneTimeTearDown]
    public void Close()
    {
        suite.Dispose();
        written?.Dispose();
    }

    [Test]
    public void HasTasksWithClasses()
    {
        Assert.That(suite.Tasks, Is.Not.Empty);
        Assert.That(suite.Tasks.Select(task => task.Classes.Length), Is.All.GreaterThan(1));
        Assert.That(suite.Fingerprint, Does.Match("^[0-9a-f]{16}$"));
    }

    [Test]
    public void ReadsItsSmallestTasksWhole()
    {
        foreach (var task in new[] { "svhn", "dtd" })
        {
            var data = suite.Load(task);
            Assert.That(suite.Damaged, Is.Empty);
            foreach (var split in new[] { data.Train, data.Validation, data.Test })
            {
                Assert.That(split.Labels.Distinct().Order(), Is.EqualTo(Enumerable.Range(0, data.Task.Classes.Length)));
                using var taken = split.Take([0, split.Count - 1]);
                Assert.That(taken.shape, Is.EqualTo(new long[] { 2, 3, 32, 32 }));
                Assert.That(taken.std().item<float>(), Is.InRange(0.05f, 3));
            }
        }
    }

    [Test]
    public void MixesTheClasses()
    {
        var labels = suite.Load("svhn").Test.Labels;
        Assert.That(labels.Take(labels.Length / 2).Distinct().Count(), Is.EqualTo(labels.Distinct().Count()));
    }

    [Test]
    public void KnowsItsPretrainingClasses() => Assert.That(suite.PretrainingClasses, Is.EqualTo(10));

    private static ImageFolder WriteTasks()
    {
        var folder = new ImageFolder();
        folder.AddTask("dtd", zipped: false, 10, "dotted", "striped", "woven");
        folder.AddTask("svhn", zipped: false, 10, "0", "1");
        folder.AddTask("extra/things", zipped: true, 2, [.. Enumerable.Range(0, 10).Select(i => $"thing {i}")]);
        return folder;
    }
}
