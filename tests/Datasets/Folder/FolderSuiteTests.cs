using NUnit.Framework;
using SurgeryBench.Datasets.Folder;

namespace SurgeryBench.Tests.Datasets.Folder;

/// <summary>What a folder of tasks is read as.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class FolderSuiteTests(bool zipped) : ThreeTaskFolder(zipped)
{
    [Test]
    public void ListsThePapersTasksInTheirOrderAndOthersAfterThem()
    {
        using var suite = folder.Open();
        Assert.That(suite.Tasks.Select(task => task.Name), Is.EqualTo(new[] { "stanford-cars", "mnist", "zebra" }));
        Assert.That(suite.Tasks[0].Classes, Is.EqualTo(new[] { "Audi", "Fiat", "Volvo" }));
    }

    [Test]
    public void TakesItsNameFromTheFolderUnlessOneIsGiven()
    {
        using var named = new FolderSuite(new FolderOptions(folder.Path) { Name = "real3" });
        using var unnamed = folder.Open();
        Assert.That(named.Name, Is.EqualTo("real3"));
        Assert.That(unnamed.Name, Is.EqualTo(FolderNames.Kebab(folder.Path)));
    }

    [Test]
    public void HoldsBackAFifthOfEveryClassForValidation()
    {
        using var suite = folder.Open();
        var data = suite.Load("mnist");
        Assert.That(data.Train.Labels.CountBy(label => label).Select(pair => pair.Value), Is.All.EqualTo(8));
        Assert.That(data.Validation.Labels.CountBy(label => label).Select(pair => pair.Value), Is.All.EqualTo(2));
        Assert.That(data.Test.Count, Is.EqualTo(6));
    }

    [Test]
    public void KeepsTheImagesOfItsClassUnderItsLabel()
    {
        using var suite = folder.Open();
        var split = suite.Load("mnist").Train;
        for (var i = 0; i < split.Count; i++)
        {
            using var corner = split.Pixels[i, .., 16, 31];
            Assert.That(corner.data<byte>().ToArray(), Is.EqualTo(ColourOf(split.Labels[i])));
        }
    }

    [Test]
    public void ReadsClassFoldersByNameToo()
    {
        folder.AddImage("zebra", "test", Zipped, "green/extra.png", ImageFolder.Picture(1, 0, 8, 8));
        using var suite = folder.Open();
        Assert.That(suite.Load("zebra").Test.Labels.Count(label => label == 1), Is.EqualTo(3));
    }

    [Test]
    public void UsesACoarseLabellingUnlessToldNotTo()
    {
        folder.Write("stanford_cars/bodytype_classes.txt", "saloon\nestate\n");
        folder.Write("stanford_cars/bodytype_of_class.txt", "0\n0\n1\n");
        using var coarse = folder.Open();
        using var fine = new FolderSuite(new FolderOptions(folder.Path) { FineLabels = ["stanford-cars"] });
        Assert.That(coarse.Tasks[0].Classes, Is.EqualTo(new[] { "saloon", "estate" }));
        Assert.That(coarse.Load("stanford-cars").Test.Labels.Order(), Is.EqualTo(new[] { 0, 0, 0, 0, 1, 1 }));
        Assert.That(fine.Tasks[0].Classes, Has.Length.EqualTo(3));
        Assert.That(fine.Fingerprint, Is.Not.EqualTo(coarse.Fingerprint));
    }

    [Test]
    public void NamesOtherContentOtherwise()
    {
        using var before = folder.Open();
        using var again = folder.Open();
        Assert.That(again.Fingerprint, Is.EqualTo(before.Fingerprint));
        folder.AddImage("zebra", "test", Zipped, "000/new.png", ImageFolder.Picture(0, 7, 8, 8));
        using var after = folder.Open();
        Assert.That(after.Fingerprint, Is.Not.EqualTo(before.Fingerprint));
    }

    [Test]
    public void IgnoresHiddenFiles()
    {
        folder.AddImage("zebra", "train", Zipped, ".DS_Store", [1]);
        using var suite = folder.Open();
        Assert.That(suite.Load("zebra").Train.Count, Is.EqualTo(8));
    }

    private static byte[] ColourOf(int label)
    {
        var colour = SkiaSharp.SKColor.FromHsv(label * 40 % 360, 80, 80);
        return [colour.Red, colour.Green, colour.Blue];
    }
}
