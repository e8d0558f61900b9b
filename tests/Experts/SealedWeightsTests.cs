using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Experts;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Tests.Results;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Experts;

public sealed class SealedWeightsTests
{
    private TemporaryFolder folder = null!;

    private string Place => Path.Combine(folder.Path, "model.safetensors");

    [SetUp]
    public void SetUp()
    {
        folder = new TemporaryFolder();
        using var weights = Model();
        SealedWeights.Write(Place, weights);
    }

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void GiveBackWhatWasWritten()
    {
        using Weights? found = SealedWeights.Load(Place), expected = Model();
        Assert.That(found!.Names, Is.EqualTo(expected.Names));
        foreach (var name in expected.Names) Assert.That(found[name].eq(expected[name]).all().item<bool>(), name);
    }

    /// <summary>Every bit of every byte of the data, and a bit of every byte of the header.</summary>
    [Test]
    public void AreNotUsedWithABitThatIsNotAsItWasWritten()
    {
        var bytes = File.ReadAllBytes(Place);
        for (var place = 0; place < bytes.Length; place++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[place] ^= (byte)(1 << (place % 8));
            File.WriteAllBytes(Place, flipped);
            using var found = SealedWeights.Load(Place);
            Assert.That(found is null || IsModel(found), Is.True, $"byte {place} of {bytes.Length}");
        }
    }

    [Test]
    public void AreNotUsedCutOff([Values(0, 7, 40, -8, -1)] int length)
    {
        var bytes = File.ReadAllBytes(Place);
        File.WriteAllBytes(Place, bytes[..(length < 0 ? bytes.Length + length : length)]);
        Assert.That(SealedWeights.Load(Place), Is.Null);
    }

    [Test]
    public void AreNotUsedIfSomebodyElseWroteThem()
    {
        using var weights = Model();
        SafetensorsWriter.Write(Place, weights);
        Assert.That(SealedWeights.Load(Place), Is.Null);
    }

    private static Weights Model() => new([KeyValuePair.Create("weight", arange(12f).view(3, 4)), KeyValuePair.Create("steps", tensor(7L))]);

    // Blanks of the header may be others without a change of what is read.
    private static bool IsModel(Weights weights)
    {
        using var expected = Model();
        return expected.Names.SequenceEqual(weights.Names) && expected.Names.All(name => weights[name].dtype == expected[name].dtype && weights[name].eq(expected[name]).all().item<bool>());
    }
}
