using System.Text;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Checkpoints;
using SurgeryBench.Models.PyTorch;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Tests.Models.PyTorch;
using SurgeryBench.Tests.Results;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Checkpoints;

public sealed class CheckpointTests
{
    private TemporaryFolder folder = null!;

    /// <summary>The name says nothing of the content.</summary>
    private string Path => System.IO.Path.Combine(folder.Path, "model.json");

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void RecognisesSafetensorsByContent()
    {
        using (var weights = new Weights([KeyValuePair.Create("w", ones(2))])) SafetensorsWriter.Write(Path, weights);
        using var file = Checkpoint.Open(Path);
        Assert.That(file, Is.TypeOf<SafetensorsFile>());
        Assert.That((file.Path, file.Entries.Single().Name, file.Entries.Single().ByteCount), Is.EqualTo((Path, "w", 8L)));
    }

    // A header of 3,712 bytes begins with the byte that pickles begin with.
    [Test]
    public void RecognisesSafetensorsWhateverTheHeaderIsLong()
    {
        var name = new string('n', 40);
        for (var length = 56; length <= 3712; length += 8)
        {
            var header = $"{{\"{name}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}}}".PadRight(length + 80);
            File.WriteAllBytes(Path, [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header)]);
            Assert.That(CheckpointFormats.Recognise(Path), Is.EqualTo(CheckpointFormat.Safetensors), $"{header.Length} bytes");
        }
    }

    [Test]
    public void RecognisesPyTorchByContent([Values] bool isZip)
    {
        var pickle = TorchPickle.Contents([2], [1], 0, 2, !isZip);
        var storage = TorchPickle.Floats(3, 4);
        File.WriteAllBytes(Path, isZip ? TorchPickle.Zip(pickle, storage) : [.. TorchPickle.LegacyHead(pickle, 2), .. storage]);
        using var file = Checkpoint.Open(Path);
        Assert.That(file, Is.TypeOf<PyTorchFile>());
        using var weights = Checkpoint.Load(Path);
        Assert.That(weights["w"].data<float>().ToArray(), Is.EqualTo(new float[] { 3, 4 }));
    }

    [TestCase("", "it is empty")]
    [TestCase("  <!DOCTYPE html><html>", "HTML page")]
    [TestCase("<html>", "HTML page")]
    [TestCase("<?xml version='1.0'?>", "XML")]
    [TestCase("version https://git-lfs.github.com/spec/v1\noid", "Git LFS pointer")]
    [TestCase("hello", "begins like none")]
    public void SaysWhatAnotherFileIs(string content, string what)
    {
        File.WriteAllBytes(Path, Encoding.Latin1.GetBytes(content));
        var fault = Assert.Throws<BadInputException>(() => Checkpoint.Open(Path).Dispose());
        Assert.That(fault!.Message, Does.Contain(Path).And.Contain(what).And.Not.Contain("\n"));
        Assert.That(() => PyTorchFile.Open(Path).Dispose(), Throws.TypeOf<BadInputException>());
    }

    [Test]
    public void SaysThatThereIsNoFile() => Assert.That(() => Checkpoint.Open(Path).Dispose(), Throws.TypeOf<BadInputException>().With.Message.Contains("There is no file"));
}
