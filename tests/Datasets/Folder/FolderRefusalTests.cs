using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Folder;

namespace SurgeryBench.Tests.Datasets.Folder;

/// <summary>What is wrong with a folder, in one line each.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class FolderRefusalTests(bool zipped) : ThreeTaskFolder(zipped)
{
    [Test]
    public void RefusesAFileLargerThanItMayBe()
    {
        folder.AddImage("zebra", "test", Zipped, "000/huge.png", new byte[LabelledFolder.MostBytes + 1]);
        Refuses("'000/huge.png'", "16777217 bytes", "at most 16777216");
    }

    [Test]
    public void RefusesALabelOutsideTheClassList()
    {
        folder.AddImage("zebra", "train", Zipped, "002/lost.png", ImageFolder.Picture(0, 0, 8, 8));
        Refuses("'002/lost.png'", "label '002'", "one of the 2 names");
    }

    [Test]
    public void RefusesAnImageOutsideAnyClassFolder()
    {
        folder.AddImage("zebra", "train", Zipped, "stray.png", ImageFolder.Picture(0, 0, 8, 8));
        Refuses("'stray.png'", "no class folder");
    }

    [Test]
    public void RefusesAnEmptyClassList()
    {
        folder.Write("zebra/classes.txt", "\n");
        Refuses("classes.txt' is empty");
    }

    [TestCase("0\n1\n", "2 labels", "3 classes")]
    [TestCase("0\n1\n2\n", "class 2 the label '2'", "from 0 to 1")]
    [TestCase("0\n1\nx\n", "the label 'x'", "from 0 to 1")]
    public void RefusesACoarseLabellingThatDoesNotFit(string labels, params string[] parts)
    {
        folder.Write("stanford_cars/bodytype_classes.txt", "saloon\nestate\n");
        folder.Write("stanford_cars/bodytype_of_class.txt", labels);
        Refuses(parts);
    }

    [Test]
    public void RefusesATaskWithoutTestImages()
    {
        if (Zipped) File.Delete(folder.In("zebra/test.zip"));
        else Directory.Delete(folder.In("zebra/test"), recursive: true);
        Refuses("zebra' has no test images", "'test.zip' or a folder 'test'");
    }

    [Test]
    public void RefusesASplitWithoutImages()
    {
        folder.Write("empty/classes.txt", "one\n");
        Directory.CreateDirectory(folder.In("empty/train"));
        Refuses("holds no images");
    }

    [Test]
    public void RefusesAFileThatIsNoZip()
    {
        if (!Zipped) Directory.Delete(folder.In("zebra/train"), recursive: true);
        folder.Write("zebra/train.zip", "PK no");
        Refuses("train.zip' cannot be read as a zip file");
    }

    [Test]
    public void RefusesAZipWhoseDirectoryIsDamaged()
    {
        if (!Zipped) return;
        var path = folder.In("zebra/train.zip");
        var bytes = File.ReadAllBytes(path);
        // The number of entries as the end record states it.
        bytes[^12]++;
        bytes[^14]++;
        File.WriteAllBytes(path, bytes);
        Refuses("train.zip' cannot be read as a zip file");
    }

    [Test]
    public void RefusesAFolderThatDoesNotExist() =>
        Assert.That(() => new FolderSuite(new FolderOptions(folder.In("nowhere"))), Throws.InstanceOf<BadInputException>().With.Message.Contains("nowhere' does not exist"));

    [Test]
    public void RefusesAFolderWithoutTasks() =>
        Assert.That(() => new FolderSuite(new FolderOptions(folder.In("LICENSES"))), Throws.InstanceOf<BadInputException>().With.Message.Contains("holds no task"));

    [Test]
    public void RefusesFineLabelsForATaskItDoesNotHave() =>
        Assert.That(
            () => new FolderSuite(new FolderOptions(folder.Path) { FineLabels = ["cats"] }),
            Throws.InstanceOf<BadInputException>().With.Message.Contains("'cats'").And.Message.Contains("stanford-cars, mnist, zebra"));

    private void Refuses(params string[] parts)
    {
        var fault = Assert.Throws<BadInputException>(() => folder.Open().Dispose())!;
        foreach (var part in parts) Assert.That(fault.Message, Does.Contain(part));
        Assert.That(fault.Message, Does.Not.Contain("\n"));
    }
}
