using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Tests.Results;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Safetensors;

public sealed class BadFileTests
{
    private TemporaryFolder folder = null!;

    private string Path => System.IO.Path.Combine(folder.Path, "bad.safetensors");

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void RefusesAMissingFile() => Refuses("no file");

    [Test]
    public void RefusesAFileCutAnywhere()
    {
        using (var weights = new Weights([KeyValuePair.Create("w", ones(5)), KeyValuePair.Create("v", ones(1))])) SafetensorsWriter.Write(Path, weights);
        var whole = File.ReadAllBytes(Path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Refuses("");
        }
    }

    [TestCase(-1)]
    [TestCase(long.MaxValue)]
    [TestCase(100_000_001)]
    [TestCase(1_000)]
    public void RefusesAHeaderLengthThatLies(long claimed)
    {
        Craft.Write(Path, """{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 4, claimed);
        Refuses("header");
    }

    [Test]
    public void RefusesAHeaderLengthWithinTheHeader([Values(0, 1, 30)] long claimed)
    {
        Craft.Write(Path, """{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 4, claimed);
        Refuses("does not parse");
    }

    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}""", 6, "'b' begins at 2 where 4", TestName = "RefusesOverlappingTensors")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[5,9]}}""", 9, "'b' begins at 5 where 4", TestName = "RefusesAGapBetweenTensors")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[1,5]}}""", 5, "'a' begins at 1 where 0", TestName = "RefusesAGapBeforeTheTensors")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 5, "the file holds 5", TestName = "RefusesBytesBehindTheTensors")]
    [TestCase("""{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}""", 4, "unknown element type 'F8_E4M3'", TestName = "RefusesAnUnknownElementType")]
    [TestCase("""{"a":{"dtype":7,"shape":[4],"data_offsets":[0,4]}}""", 4, "does not parse", TestName = "RefusesAnElementTypeThatIsNoText")]
    [TestCase("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,4]}}""", 4, "of shape [4] does not fit its 4 bytes", TestName = "RefusesAShapeThatDoesNotFitItsBytes")]
    [TestCase("""{"a":{"dtype":"U8","shape":[-4],"data_offsets":[0,4]}}""", 4, "of shape [-4]", TestName = "RefusesANegativeExtent")]
    [TestCase("""{"a":{"dtype":"U8","shape":[-2,-2],"data_offsets":[0,4]}}""", 4, "of shape [-2, -2]", TestName = "RefusesNegativeExtentsWhoseProductFits")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}}""", 4, "no valid range", TestName = "RefusesARangeThatRunsBackwards")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[-4,0]}}""", 4, "no valid range", TestName = "RefusesANegativeOffset")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4,8]}}""", 4, "no valid range", TestName = "RefusesThreeOffsets")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4294967296,4294967296,16],"data_offsets":[0,0]}}""", 0, "does not fit its 0 bytes", TestName = "RefusesAShapeThatOverflowsToNothing")]
    [TestCase("""{"a":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]}}""", 0, "does not fit its 0 bytes", TestName = "RefusesBytesThatOverflowToNothing")]
    [TestCase("""{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}""", 4, "it is truncated", TestName = "RefusesATensorLargerThanTheFile")]
    [TestCase("""{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]},"b":{"dtype":"U8","shape":[1],"data_offsets":[9223372036854775807,9223372036854775808]}}""", 4, "does not parse", TestName = "RefusesOffsetsBeyondSixtyFourBits")]
    [TestCase("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "does not parse", TestName = "RefusesAFractionalExtent")]
    [TestCase("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", 4, "does not parse", TestName = "RefusesDuplicateNames")]
    [TestCase("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"\u0061":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", 4, "does not parse", TestName = "RefusesDuplicateNamesInDisguise")]
    [TestCase("""{"a":{"shape":[2],"data_offsets":[0,2]}}""", 2, "has no 'dtype'", TestName = "RefusesATensorWithoutAnElementType")]
    [TestCase("""{"a":[1,2]}""", 2, "has no description", TestName = "RefusesATensorWithoutADescription")]
    [TestCase("""{"__metadata__":["x"]}""", 0, "does not parse", TestName = "RefusesMetadataThatIsNoObject")]
    [TestCase("""{"__metadata__":{"x":1}}""", 0, "does not parse", TestName = "RefusesMetadataThatIsNoText")]
    [TestCase("""[]""", 0, "no JSON object", TestName = "RefusesAHeaderThatIsAList")]
    [TestCase("""{"a":{{{{{{{{{""", 0, "does not parse", TestName = "RefusesAHeaderThatIsNoJson")]
    [TestCase("""{"a\nb":{"dtype":"?","shape":[2],"data_offsets":[0,2]}}""", 2, "unknown element type", TestName = "KeepsToOneLineWhateverANameHolds")]
    public void Refuses(string header, long dataBytes, string because)
    {
        Craft.Write(Path, header, dataBytes);
        Refuses(because);
    }

    private void Refuses(string because)
    {
        var fault = Assert.Throws<BadInputException>(() => SafetensorsFile.Open(Path).Dispose());
        Assert.That(fault!.Message, Does.Contain(Path).And.Contain(because).And.Not.Contain("\n"));
    }
}
