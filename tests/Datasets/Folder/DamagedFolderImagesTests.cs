using NUnit.Framework;
using SurgeryBench.Core;

namespace SurgeryBench.Tests.Datasets.Folder;

/// <summary>Images that cannot be decoded: a few are left out and named, more stop the run.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class DamagedFolderImagesTests(bool zipped) : ThreeTaskFolder(zipped)
{
    [Test]
    public void LeavesOutAFewDamagedImagesAndNamesThem()
    {
        folder.Write("big/classes.txt", "one\n");
        foreach (var split in new[] { "train", "test" })
            for (var i = 0; i < 1500; i++) folder.Write($"big/{split}/0/{i}.png", ImageFolder.Picture(0, i, 4, 4));
        folder.Write("big/test/0/7.png", "no image");
        using var suite = folder.Open();
        Assert.That(suite.Load("big").Test.Count, Is.EqualTo(1499));
        Assert.That(suite.Damaged, Has.Length.EqualTo(1).And.One.Contains("'0/7.png'").And.One.Contains("not an image of a known format"));
    }

    [Test]
    public void StopsAtTooManyDamagedImagesAndNamesThem()
    {
        folder.AddImage("zebra", "test", Zipped, "000/broken.png", [1, 2, 3]);
        using var suite = folder.Open();
        Assert.That(() => suite.Load("zebra"), Throws.InstanceOf<BadInputException>()
            .With.Message.Contains("1 of 5 images").And.Message.Contains("'000/broken.png'").And.Message.Contains("test"));
    }

    [Test]
    public void TakesAnImageCutShortForDamaged()
    {
        folder.AddImage("zebra", "test", Zipped, "000/short.png", ImageFolder.Picture(0, 0, 60, 60)[..^30]);
        using var suite = folder.Open();
        Assert.That(() => suite.Load("zebra"), Throws.InstanceOf<BadInputException>().With.Message.Contains("cannot be decoded"));
    }

    [Test]
    public void RefusesAnImageWithMorePixelsThanItMayHave()
    {
        var png = ImageFolder.Picture(0, 0, 8, 8);
        png[18] = png[22] = 0x40;
        var crc = Crc32.Of(png.AsSpan(12, 17));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), crc);
        folder.AddImage("zebra", "test", Zipped, "000/vast.png", png);
        using var suite = folder.Open();
        Assert.That(() => suite.Load("zebra"), Throws.InstanceOf<BadInputException>().With.Message.Contains("has 16392x16392 pixels"));
    }
}
