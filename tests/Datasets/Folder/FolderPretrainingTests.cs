using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Folder;

namespace SurgeryBench.Tests.Datasets.Folder;

/// <summary>Where a folder suite finds images for training the base.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class FolderPretrainingTests(bool zipped) : ThreeTaskFolder(zipped)
{
    [Test]
    public void HasNoPretrainingImagesWithoutAFolderOfThem()
    {
        using var suite = folder.Open();
        Assert.That(suite.PretrainingClasses, Is.Zero);
        Assert.That(suite.LoadPretraining(), Is.Null);
    }

    [Test]
    public void NumbersTheClassesOfSeveralPretrainingFoldersThrough()
    {
        folder.AddTask("extra/animals", Zipped, 3, "cat", "dog");
        folder.AddTask("extra/plants", Zipped, 4, "oak", "elm", "fir");
        using var suite = folder.Open();
        using var images = suite.LoadPretraining();
        Assert.That(suite.Tasks, Has.Length.EqualTo(3));
        Assert.That(suite.PretrainingClasses, Is.EqualTo(5));
        Assert.That(images!.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value), Is.EqualTo(new[] { 3, 3, 4, 4, 4 }));
    }

    [Test]
    public void TakesPretrainingImagesFromAnotherFolder()
    {
        using var other = new ImageFolder();
        other.AddTask("things", Zipped, 3, "cup", "key");
        using var suite = new FolderSuite(new FolderOptions(folder.Path) { PretrainingPath = other.In("things") });
        using var images = suite.LoadPretraining();
        Assert.That(images!.Count, Is.EqualTo(6));
    }

    [Test]
    public void RefusesAPretrainingFolderThatDoesNotExist() =>
        Assert.That(
            () => new FolderSuite(new FolderOptions(folder.Path) { PretrainingPath = folder.In("nowhere") }),
            Throws.InstanceOf<BadInputException>().With.Message.Contains("nowhere' does not exist; expected images for pretraining"));
}
