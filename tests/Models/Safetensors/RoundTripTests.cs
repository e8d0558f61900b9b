using System.Buffers.Binary;
using System.Diagnostics;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Tests.Results;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Safetensors;

public sealed class RoundTripTests
{
    private TemporaryFolder folder = null!;

    private string File => Path.Combine(folder.Path, "model.safetensors");

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void KeepsEveryElementType(
        [Values(ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float64, ScalarType.Int64, ScalarType.Int32, ScalarType.Int16,
            ScalarType.Int8, ScalarType.Byte, ScalarType.Bool)] ScalarType type)
    {
        using var written = Of(("w", tensor(new float[] { 0, 1, 2, 100 }).to(type).view(2, 2)));
        SafetensorsWriter.Write(File, written);
        using var read = SafetensorsFile.Load(File);
        Assert.That((read["w"].dtype, read["w"].shape), Is.EqualTo((type, new long[] { 2, 2 })));
        Assert.That(read["w"].equal(written["w"]).all().item<bool>());
    }

    [Test]
    public void KeepsScalarsEmptyTensorsAndViewsInAnyOrder()
    {
        using var written = Of(("scalar", tensor(1.5f)), ("nothing", zeros(0, 7)), ("transposed", arange(6, dtype: float32).view(2, 3).t()), ("a", ones(1)));
        SafetensorsWriter.Write(File, written);
        using var read = SafetensorsFile.Load(File);
        Assert.That(read.MisfitsAgainst(written, "The copy"), Is.Empty);
        Assert.That(read["scalar"].item<float>(), Is.EqualTo(1.5f));
        Assert.That(read["transposed"].data<float>().ToArray(), Is.EqualTo(new float[] { 0, 3, 1, 4, 2, 5 }));
    }

    [Test]
    public void KeepsMetadataAndNamesAsTheyAre()
    {
        using var written = Of(("größe/\"x\"", ones(1)));
        SafetensorsWriter.Write(File, written, new Dictionary<string, string> { ["format"] = "pt", ["note"] = "é\n\"q\"" });
        using var read = SafetensorsFile.Open(File);
        Assert.That(read.Entries.Select(entry => entry.Name), Is.EqualTo(written.Names));
        Assert.That(read.Metadata, Is.EquivalentTo(new Dictionary<string, string> { ["format"] = "pt", ["note"] = "é\n\"q\"" }));
    }

    [Test]
    public void KeepsAModelWithoutTensors()
    {
        using var written = Of();
        SafetensorsWriter.Write(File, written);
        using var read = SafetensorsFile.Load(File);
        Assert.That(read.Names, Is.Empty);
    }

    [Test]
    public void BeginsDataAtAMultipleOfEight([Range(1, 9)] int letters)
    {
        using var written = Of((new string('n', letters), ones(1)));
        SafetensorsWriter.Write(File, written);
        Assert.That(BinaryPrimitives.ReadInt64LittleEndian(System.IO.File.ReadAllBytes(File)) % 8, Is.Zero);
    }

    [Test]
    public void ReplacesAFileThatAReaderHasOpenInASingleStep()
    {
        using Weights old = Of(("w", zeros(4))), young = Of(("w", ones(4)));
        SafetensorsWriter.Write(File, old);
        using var reader = SafetensorsFile.Open(File);
        SafetensorsWriter.Write(File, young);
        using var seen = reader.Read("w");
        using var reread = SafetensorsFile.Load(File);
        Assert.That((seen.sum().item<float>(), reread["w"].sum().item<float>()), Is.EqualTo((0f, 4f)));
        Assert.That(folder.Files, Is.EqualTo(new[] { File }));
    }

    [Test]
    public void LeavesTheOldFileAndNothingElseWhenWritingFails()
    {
        using Weights good = Of(("w", ones(1))), bad = Of(("a", ones(1)), ("w", zeros([1], complex64)));
        SafetensorsWriter.Write(File, good);
        var before = System.IO.File.ReadAllBytes(File);
        Assert.That(() => SafetensorsWriter.Write(File, bad), Throws.TypeOf<NotSupportedException>().With.Message.Contains("ComplexFloat32"));
        Assert.That(folder.Files, Is.EqualTo(new[] { File }));
        Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(before));
    }

    [Test]
    public void LeavesNothingWhenItFailsHalfWay()
    {
        using var weights = Of(("a", ones(1000)), ("gone", ones(1)));
        System.IO.Directory.CreateDirectory(File);
        Assert.That(() => SafetensorsWriter.Write(File, weights), Throws.InstanceOf<UnwritableException>());
        Assert.That(folder.Files, Is.Empty);
    }

    [Test]
    public void MapsAFileInsteadOfLoadingIt()
    {
        const long Huge = 3L << 30;
        var header = $$$"""
            {"huge":{"dtype":"U8","shape":[{{{Huge}}}],"data_offsets":[0,{{{Huge}}}]},
            "small":{"dtype":"U8","shape":[2],"data_offsets":[{{{Huge}}},{{{Huge + 2}}}]}}
            """;
        Craft.Write(File, header, Huge + 2);
        var before = Resident();
        using var file = SafetensorsFile.Open(File);
        using var small = file.Read("small");
        Assert.That(small.data<byte>().ToArray(), Is.EqualTo(new byte[] { 0, 0 }));
        Assert.That(Resident() - before, Is.LessThan(200L << 20));
    }

    [Test]
    public void NamesATensorThatIsNotThere()
    {
        using var written = Of(("w", ones(1)));
        SafetensorsWriter.Write(File, written);
        using var file = SafetensorsFile.Open(File);
        Assert.That(() => file.Read("v"), Throws.TypeOf<BadInputException>().With.Message.EqualTo($"'{File}' holds no tensor 'v'."));
    }

    private static Weights Of(params (string Name, Tensor Tensor)[] tensors) => new(tensors.Select(one => KeyValuePair.Create(one.Name, one.Tensor)));

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
