using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.PyTorch;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Models.PyTorch;

public sealed class PyTorchFileTests
{
    private static readonly float[] Values = [1, 2, 3, 4, 5, 6];
    private TemporaryFolder folder = null!;

    private string Path => System.IO.Path.Combine(folder.Path, "w.pt");

    private static byte[] Storage => TorchPickle.Floats(Values);

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void RefusesToUnpackOneStorageForEveryOfManyTensors()
    {
        const int Elements = 4 << 20;
        File.WriteAllBytes(Path, TorchPickle.ZipOfViews(views: 100, Elements));
        Assert.That(() => PyTorchFile.Open(Path), Throws.TypeOf<BadInputException>().With.Message.Contains("again and again"));
        File.WriteAllBytes(Path, TorchPickle.ZipOfViews(views: 10, Elements));
        using var file = PyTorchFile.Open(Path);
        Assert.That(file.Entries, Has.Length.EqualTo(10));
    }

    [TestCase(new long[] { 2, 3 }, new long[] { 3, 1 }, 0, new float[] { 1, 2, 3, 4, 5, 6 }, TestName = "ReadsAWholeStorage")]
    [TestCase(new long[] { 3, 2 }, new long[] { 1, 3 }, 0, new float[] { 1, 4, 2, 5, 3, 6 }, TestName = "ReadsATranspose")]
    [TestCase(new long[] { 2 }, new long[] { 1 }, 4, new float[] { 5, 6 }, TestName = "ReadsASlice")]
    [TestCase(new long[] { 2, 2 }, new long[] { 0, 4 }, 1, new float[] { 2, 6, 2, 6 }, TestName = "ReadsAnExpansion")]
    [TestCase(new long[] { }, new long[] { }, 2, new float[] { 3 }, TestName = "ReadsAScalar")]
    [TestCase(new long[] { 0, 9 }, new long[] { 9, 1 }, 0, new float[] { }, TestName = "ReadsNothing")]
    public void ReadsViewsContiguous(long[] shape, long[] strides, long offset, float[] expected)
    {
        File.WriteAllBytes(Path, TorchPickle.Zip(TorchPickle.Contents(shape, strides, offset, 6), Storage));
        using var file = PyTorchFile.Open(Path);
        using var w = file.Read("w");
        Assert.That((w.shape, MemoryMarshal.Cast<byte, float>(w.numel() > 0 ? w.bytes : []).ToArray()), Is.EqualTo((shape, expected)));
    }

    [TestCase(new long[] { 2, 3 }, new long[] { 4, 1 }, 0, "reaches element 6 of a storage with 6", TestName = "RefusesAStrideThatLeadsOutside")]
    [TestCase(new long[] { 6 }, new long[] { 1 }, 1, "reaches element 6", TestName = "RefusesAnOffsetThatLeadsOutside")]
    [TestCase(new long[] { 2 }, new long[] { long.MaxValue }, 0, "more than 2 GiB", TestName = "RefusesAStrideThatOverflows")]
    [TestCase(new long[] { 1 }, new long[] { 1 }, long.MaxValue, "reaches element", TestName = "RefusesAnOffsetThatOverflows")]
    [TestCase(new long[] { 4294967296, 4294967296, 4 }, new long[] { 0, 0, 0 }, 0, "more than 2 GiB", TestName = "RefusesAShapeThatOverflows")]
    [TestCase(new long[] { 100_000_000 }, new long[] { 0 }, 0, "would take more than", TestName = "RefusesAnExpansionThatOutgrowsTheFile")]
    [TestCase(new long[] { 2 }, new long[] { 1, 1 }, 0, "has 2 strides", TestName = "RefusesAnotherNumberOfStrides")]
    [TestCase(new long[] { -1 }, new long[] { 1 }, 0, "negative", TestName = "RefusesANegativeSize")]
    [TestCase(new long[] { 2 }, new long[] { -1 }, 3, "negative", TestName = "RefusesANegativeStride")]
    [TestCase(new long[] { 2 }, new long[] { 1 }, -1, "negative", TestName = "RefusesANegativeOffset")]
    public void RefusesViewsThatCannotBe(long[] shape, long[] strides, long offset, string because) =>
        Refuses(TorchPickle.Zip(TorchPickle.Contents(shape, strides, offset, 6), Storage), because);

    [Test]
    public void RefusesAnotherStorageSize([Values(5, 7, 1L << 50, long.MaxValue, -1)] long elements) =>
        Refuses(TorchPickle.Zip(TorchPickle.Contents([1], [1], 0, elements), Storage), "storage");

    [Test]
    public void ReadsACompressedZip()
    {
        File.WriteAllBytes(Path, TorchPickle.Zip(TorchPickle.Contents([6], [1], 0, 6), Storage, CompressionLevel.SmallestSize));
        using var file = PyTorchFile.Open(Path);
        using var w = file.Read("w");
        Assert.That(w.data<float>().ToArray(), Is.EqualTo(Values));
    }

    [Test]
    public void RefusesAProgram() => Refuses(TorchPickle.Zip(TorchPickle.Contents([6], [1], 0, 6), Storage, CompressionLevel.NoCompression, "root/constants.pkl"), "TorchScript");

    [Test]
    public void RefusesTwoMembersOfOneName() => Refuses(TorchPickle.Zip(TorchPickle.Contents([6], [1], 0, 6), Storage, CompressionLevel.NoCompression, "root/data/0"), "two members");

    [Test]
    public void TakesNoMemberOfAnotherRoot() => Refuses(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(TorchPickle.Zip(TorchPickle.Contents([6], [1], 0, 6), Storage)).Replace("root/data/0", "toor/data/0", StringComparison.Ordinal)), "no storage '0'");

    [Test]
    public void ReadsALegacyFile()
    {
        File.WriteAllBytes(Path, [.. TorchPickle.LegacyHead(TorchPickle.Contents([6], [1], 0, 6, isLegacy: true), 6), .. Storage]);
        using var file = PyTorchFile.Open(Path);
        using var w = file.Read("w");
        Assert.That(w.data<float>().ToArray(), Is.EqualTo(Values));
    }

    [Test]
    public void KeepsNothingOfItsStoragesWhileOpen()
    {
        const long Elements = 1L << 30;
        using (var stream = File.Create(Path))
        {
            stream.Write(TorchPickle.LegacyHead(TorchPickle.Contents([2, 2], [1L << 28, 1], 0, Elements, isLegacy: true), Elements));
            // A hole where the file system has them: gigabytes cost nothing.
            stream.SetLength(stream.Length + (4 * Elements));
        }
        var before = Resident();
        var files = Enumerable.Range(0, 8).Select(_ => PyTorchFile.Open(Path)).ToList();
        Assert.That(Resident() - before, Is.LessThan(64L << 20));
        files.ForEach(file => file.Dispose());
    }

    [Test]
    public void RefusesAFileCutAnywhere([Values("head_zip.pt", "head_legacy.pt", "head_plain.pkl")] string name)
    {
        var whole = File.ReadAllBytes(RepositoryRoot.At("tests", "Fixtures", "pt_files", name));
        for (var length = 0; length < whole.Length; length += 3) Refuses(whole[..length], "");
    }

    [Test]
    public void ReadsOrRefusesAFileWithAnyByteChanged([Values("head_zip.pt", "head_legacy.pt", "head_plain.pkl")] string name)
    {
        var whole = File.ReadAllBytes(RepositoryRoot.At("tests", "Fixtures", "pt_files", name));
        for (var at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(Path, changed);
            ReadOrRefuse();
        }
    }

    [Test]
    public void NamesATensorThatIsNotThere()
    {
        File.WriteAllBytes(Path, TorchPickle.Zip(TorchPickle.Contents([6], [1], 0, 6), Storage));
        using var file = PyTorchFile.Open(Path);
        Assert.That(() => file.Read("v"), Throws.TypeOf<BadInputException>().With.Message.EqualTo($"'{Path}' holds no tensor 'v'."));
    }

    private void Refuses(byte[] content, string because)
    {
        File.WriteAllBytes(Path, content);
        var fault = Assert.Throws<BadInputException>(Try);
        Assert.That(fault!.Message, Does.Contain(Path).And.Contain(because).And.Not.Match(@"\p{C}"));
    }

    private void ReadOrRefuse()
    {
        try
        {
            Try();
        }
        catch (BadInputException fault)
        {
            Assert.That(fault.Message, Does.Contain(Path));
        }
    }

    private void Try()
    {
        using var file = PyTorchFile.Open(Path);
        foreach (var entry in file.Entries) file.Read(entry.Name).Dispose();
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
