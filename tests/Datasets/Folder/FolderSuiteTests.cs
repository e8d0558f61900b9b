using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Folder;

namespace SurgeryBench.Tests.Datasets.Folder;

[TestFixture(true)]
[TestFixture(false)]
public sealed class FolderSuiteTests(bool zipped)
{
    private ImageFolder folder = null!;

    [SetUp]
    public void Write()
    {
        folder = new ImageFolder();
        folder.AddTask("zebra", zipped, 5, "red", "green");
        folder.AddTask("mnist", zipped, 10, "0", "1", "2");
        folder.AddTask("stanford_cars", zipped, 5, "Audi", "Fiat", "Volvo");
        folder.Write("LICENSES/readme.txt", "not a task");
    }

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void ListsThePapersTasksInTheirOrderAndOthersAfterThem()
    {
        using var suite = Open();
        Assert.That(suite.Tasks.Select(task => task.Name), Is.EqualTo(new[] { "stanford-cars", "mnist", "zebra" }));
        Assert.That(suite.Tasks[0].Classes, Is.EqualTo(new[] { "Audi", "Fiat", "Volvo" }));
    }

    [Test]
    public void TakesItsNameFromTheFolderUnlessOneIsGiven()
    {
        using var named = new FolderSuite(new FolderOptions(folder.Path) { Name = "real3" });
        using var unnamed = Open();
        Assert.That(named.Name, Is.EqualTo("real3"));
        Assert.That(unnamed.Name, Is.EqualTo(FolderNames.Kebab(folder.Path)));
    }

    [Test]
    public void HoldsBackAFifthOfEveryClassForValidation()
    {
        using var suite = Open();
        var data = suite.Load("mnist");
        Assert.That(data.Train.Labels.CountBy(label => label).Select(pair => pair.Value), Is.All.EqualTo(8));
        Assert.That(data.Validation.Labels.CountBy(label => label).Select(pair => pair.Value), Is.All.EqualTo(2));
        Assert.That(data.Test.Count, Is.EqualTo(6));
    }

    [Test]
    public void KeepsTheImagesOfItsClassUnderItsLabel()
    {
        using var suite = Open();
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
        folder.AddImage("zebra", "test", zipped, "green/extra.png", ImageFolder.Picture(1, 0, 8, 8));
        using var suite = Open();
        Assert.That(suite.Load("zebra").Test.Labels.Count(label => label == 1), Is.EqualTo(3));
    }

    [Test]
    public void UsesACoarseLabellingUnlessToldNotTo()
    {
        folder.Write("stanford_cars/bodytype_classes.txt", "saloon\nestate\n");
        folder.Write("stanford_cars/bodytype_of_class.txt", "0\n0\n1\n");
        using var coarse = Open();
        using var fine = new FolderSuite(new FolderOptions(folder.Path) { FineLabels = ["stanford-cars"] });
        Assert.That(coarse.Tasks[0].Classes, Is.EqualTo(new[] { "saloon", "estate" }));
        Assert.That(coarse.Load("stanford-cars").Test.Labels.Order(), Is.EqualTo(new[] { 0, 0, 0, 0, 1, 1 }));
        Assert.That(fine.Tasks[0].Classes, Has.Length.EqualTo(3));
        Assert.That(fine.Fingerprint, Is.Not.EqualTo(coarse.Fingerprint));
    }

    [Test]
    public void HasNoPretrainingImagesWithoutAFolderOfThem()
    {
        using var suite = Open();
        Assert.That(suite.PretrainingClasses, Is.Zero);
        Assert.That(suite.LoadPretraining(), Is.Null);
    }

    [Test]
    public void NumbersTheClassesOfSeveralPretrainingFoldersThrough()
    {
        folder.AddTask("extra/animals", zipped, 3, "cat", "dog");
        folder.AddTask("extra/plants", zipped, 4, "oak", "elm", "fir");
        using var suite = Open();
        using var images = suite.LoadPretraining();
        Assert.That(suite.Tasks, Has.Length.EqualTo(3));
        Assert.That(suite.PretrainingClasses, Is.EqualTo(5));
        Assert.That(images!.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value), Is.EqualTo(new[] { 3, 3, 4, 4, 4 }));
    }

    [Test]
    public void TakesPretrainingImagesFromAnotherFolder()
    {
        using var other = new ImageFolder();
        other.AddTask("things", zipped, 3, "cup", "key");
        using var suite = new FolderSuite(new FolderOptions(folder.Path) { PretrainingPath = other.In("things") });
        using var images = suite.LoadPretraining();
        Assert.That(images!.Count, Is.EqualTo(6));
    }

    [Test]
    public void NamesOtherContentOtherwise()
    {
        using var before = Open();
        using var again = Open();
        Assert.That(again.Fingerprint, Is.EqualTo(before.Fingerprint));
        folder.AddImage("zebra", "test", zipped, "000/new.png", ImageFolder.Picture(0, 7, 8, 8));
        using var after = Open();
        Assert.That(after.Fingerprint, Is.Not.EqualTo(before.Fingerprint));
    }

    [Test]
    public void LeavesOutAFewDamagedImagesAndNamesThem()
    {
        folder.Write("big/classes.txt", "one\n");
        foreach (var split in new[] { "train", "test" })
            for (var i = 0; i < 1500; i++) folder.Write($"big/{split}/0/{i}.png", ImageFolder.Picture(0, i, 4, 4));
        folder.Write("big/test/0/7.png", "no image");
        using var suite = Open();
        Assert.That(suite.Load("big").Test.Count, Is.EqualTo(1499));
        Assert.That(suite.Damaged, Has.Length.EqualTo(1).And.One.Contains("'0/7.png'").And.One.Contains("not an image of a known format"));
    }

    [Test]
    public void StopsAtTooManyDamagedImagesAndNamesThem()
    {
        folder.AddImage("zebra", "test", zipped, "000/broken.png", [1, 2, 3]);
        using var suite = Open();
        Assert.That(() => suite.Load("zebra"), Throws.InstanceOf<BadInputException>()
            .With.Message.Contains("1 of 5 images").And.Message.Contains("'000/broken.png'").And.Message.Contains("test"));
    }

    [Test]
    public void TakesAnImageCutShortForDamaged()
    {
        folder.AddImage("zebra", "test", zipped, "000/short.png", ImageFolder.Picture(0, 0, 60, 60)[..^30]);
        using var suite = Open();
        Assert.That(() => suite.Load("zebra"), Throws.InstanceOf<BadInputException>().With.Message.Contains("cannot be decoded"));
    }

    [Test]
    public void RefusesAnImageWithMorePixelsThanItMayHave()
    {
        var png = ImageFolder.Picture(0, 0, 8, 8);
        png[18] = png[22] = 0x40;
        var crc = Crc32.Of(png.AsSpan(12, 17));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), crc);
        folder.AddImage("zebra", "test", zipped, "000/vast.png", png);
        using var suite = Open();
        Assert.That(() => suite.Load("zebra"), Throws.InstanceOf<BadInputException>().With.Message.Contains("has 16392x16392 pixels"));
    }

    [Test]
    public void RefusesAFileLargerThanItMayBe()
    {
        folder.AddImage("zebra", "test", zipped, "000/huge.png", new byte[LabelledFolder.MostBytes + 1]);
        Refuses("'000/huge.png'", "16777217 bytes", "at most 16777216");
    }

    [Test]
    public void RefusesALabelOutsideTheClassList()
    {
        folder.AddImage("zebra", "train", zipped, "002/lost.png", ImageFolder.Picture(0, 0, 8, 8));
        Refuses("'002/lost.png'", "label '002'", "one of the 2 names");
    }

    [Test]
    public void RefusesAnImageOutsideAnyClassFolder()
    {
        folder.AddImage("zebra", "train", zipped, "stray.png", ImageFolder.Picture(0, 0, 8, 8));
        Refuses("'stray.png'", "no class folder");
    }

    [Test]
    public void IgnoresHiddenFiles()
    {
        folder.AddImage("zebra", "train", zipped, ".DS_Store", [1]);
        using var suite = Open();
        Assert.That(suite.Load("zebra").Train.Count, Is.EqualTo(8));
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
        if (zipped) File.Delete(folder.In("zebra/test.zip"));
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
        if (!zipped) Directory.Delete(folder.In("zebra/train"), recursive: true);
        folder.Write("zebra/train.zip", "PK no");
        Refuses("train.zip' cannot be read as a zip file");
    }

    [Test]
    public void RefusesAFolderThatDoesNotExist() =>
        Assert.That(() => new FolderSuite(new FolderOptions(folder.In("nowhere"))), Throws.InstanceOf<BadInputException>().With.Message.Contains("nowhere' does not exist"));

    [Test]
    public void RefusesAPretrainingFolderThatDoesNotExist() =>
        Assert.That(
            () => new FolderSuite(new FolderOptions(folder.Path) { PretrainingPath = folder.In("nowhere") }),
            Throws.InstanceOf<BadInputException>().With.Message.Contains("nowhere' does not exist; expected images for pretraining"));

    [Test]
    public void RefusesAFolderWithoutTasks() =>
        Assert.That(() => new FolderSuite(new FolderOptions(folder.In("LICENSES"))), Throws.InstanceOf<BadInputException>().With.Message.Contains("holds no task"));

    [Test]
    public void RefusesFineLabelsForATaskItDoesNotHave() =>
        Assert.That(
            () => new FolderSuite(new FolderOptions(folder.Path) { FineLabels = ["cats"] }),
            Throws.InstanceOf<BadInputException>().With.Message.Contains("'cats'").And.Message.Contains("stanford-cars, mnist, zebra"));

    private FolderSuite Open() => new(new FolderOptions(folder.Path));

    private void Refuses(params string[] parts)
    {
        var fault = Assert.Throws<BadInputException>(() => Open().Dispose())!;
        foreach (var part in parts) Assert.That(fault.Message, Does.Contain(part));
        Assert.That(fault.Message, Does.Not.Contain("\n"));
    }

    private static byte[] ColourOf(int label)
    {
        var colour = SkiaSharp.SKColor.FromHsv(label * 40 % 360, 80, 80);
        return [colour.Red, colour.Green, colour.Blue];
    }
}
