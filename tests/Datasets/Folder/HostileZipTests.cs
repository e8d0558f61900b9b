using System.Buffers.Binary;
using System.IO.Compression;
using NUnit.Framework;
using SurgeryBench.Core;

namespace SurgeryBench.Tests.Datasets.Folder;

/// <summary>Zips that claim what they do not hold, and hold what nobody wants: refused without being unpacked beyond their claims.</summary>
public sealed class HostileZipTests
{
    private const int VastBytes = 1 << 30;
    private const long MostAllocated = 1 << 26;
    private static readonly byte[] Directory = "PK\u0001\u0002"u8.ToArray(), Member = "PK\u0003\u0004"u8.ToArray();
    private ImageFolder folder = null!;

    [SetUp]
    public void Write()
    {
        folder = new ImageFolder();
        folder.AddTask("zebra", zipped: true, 5, "red", "green");
    }

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void AnImageThatUnpacksToAGibibyte()
    {
        Assert.That(new FileInfo(Bomb("000/vast.png")).Length, Is.LessThan(VastBytes / 100));
        Refused($"'000/vast.png' in '{folder.In("zebra/test.zip")}' has {VastBytes} bytes; expected at most ");
    }

    /// <summary>The claim is small, what is packed is not: as much as is claimed is unpacked, and a byte.</summary>
    [TestCase(100u)]
    [TestCase(1u << 20)]
    public void AnImageThatUnpacksToMoreThanItClaims(uint claimed)
    {
        Claim(Bomb("000/vast.png"), claimed);
        Refused("'000/vast.png'");
    }

    [Test]
    public void AnImageThatUnpacksToLessThanItClaims()
    {
        folder.AddImage("zebra", "test", true, "000/short.png", [1, 2, 3]);
        Claim(folder.In("zebra/test.zip"), 1 << 20);
        Refused("'000/short.png'");
    }

    [Test]
    public void AnImageThatClaimsFourGibibytes()
    {
        folder.AddImage("zebra", "test", true, "000/short.png", [1, 2, 3]);
        Claim(folder.In("zebra/test.zip"), uint.MaxValue - 1);
        Refused($"has {uint.MaxValue - 1} bytes; expected at most ");
    }

    [TestCase("../0/x.png")]
    [TestCase("/0/x.png")]
    [TestCase("C:/x.png")]
    [TestCase("0\\..\\x.png")]
    public void AnImageWithANameThatLeadsOutside(string name)
    {
        folder.AddImage("zebra", "test", true, name, ImageFolder.Picture(0, 0, 8, 8));
        Refused("in '" + folder.In("zebra/test.zip") + "'");
        Assert.That(System.IO.Directory.EnumerateFiles(folder.Path, "x.png", SearchOption.AllDirectories), Is.Empty);
    }

    private void Refused(string what)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var fault = Assert.Throws<BadInputException>(() =>
        {
            using var suite = folder.Open();
            _ = suite.Load("zebra").Test;
        });
        Assert.That(fault!.Message, Does.Contain(what).And.Not.Contain("\n"));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(MostAllocated));
    }

    private string Bomb(string name)
    {
        var path = folder.In("zebra/test.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        var zeros = new byte[1 << 20];
        for (var left = VastBytes; left > 0; left -= zeros.Length) stream.Write(zeros);
        return path;
    }

    // The last entry's size once unpacked, in the directory and before its bytes.
    private static void Claim(string path, uint bytes)
    {
        var zip = File.ReadAllBytes(path);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(zip.AsSpan().LastIndexOf(Directory) + 24), bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(zip.AsSpan().LastIndexOf(Member) + 22), bytes);
        File.WriteAllBytes(path, zip);
    }
}
