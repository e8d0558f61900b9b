using NUnit.Framework;
using SurgeryBench.Datasets.Shards;

namespace SurgeryBench.Tests.Datasets.Shards;

public sealed class CompactStructTests
{
    [Test]
    public void FindsNumbersOfTheStructAndOfStructsInIt()
    {
        // 1: 3, 8: { 1: -2, 7: true, 10: "a" }, 20: "ab", 21: {}, then a byte that is no longer of it.
        var walked = new CompactStruct(Convert.FromHexString("15067c15036138016100c802" + "6162" + "1c0000ff"), ParquetShape.Page);
        Assert.That((walked.Number(1), walked.Number(8, 1), walked.Number(8, 7), walked.Number(8, 10), walked.Number(20), walked.Length), Is.EqualTo(((long?)3, (long?)-2, (long?)1, (long?)null, (long?)null, 17)));
    }

    [TestCase("", "cut off", TestName = "RefusesNothing")]
    [TestCase("1506", "cut off", TestName = "RefusesAStructWithoutEnd")]
    [TestCase("68ffffffff0f00", "cut off", TestName = "RefusesATextLongerThanTheRest")]
    [TestCase("29fcffffffff0700", "promises more", TestName = "RefusesAListLongerThanTheRest")]
    [TestCase("15ffffffffffffffffffffffff00", "without end", TestName = "RefusesANumberWithoutEnd")]
    [TestCase("ab0000", "not known", TestName = "RefusesAMap")]
    [TestCase("ac1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c", "not known", TestName = "RefusesDeepStructs")]
    [TestCase("a91919191919191919191919191919191919191919191919191919191919191919191919", "not known", TestName = "RefusesDeepLists")]
    [TestCase("ac150000", "not known", TestName = "RefusesAnUnknownStructThatHoldsSomething")]
    [TestCase("050100", "impossible number", TestName = "RefusesANegativeField")]
    [TestCase("05feff03061506", "impossible number", TestName = "RefusesAFieldBeyondAll")]
    [TestCase("1901", "another kind", TestName = "RefusesAListForANumber")]
    [TestCase("2815ffffffff07", "another kind", TestName = "RefusesATextForAList")]
    [TestCase("2915ffffffff07", "another kind", TestName = "RefusesAListOfNumbersForOneOfStructs")]
    [TestCase("291c4503", "another kind", TestName = "RefusesANumberForATextWithin")]
    public void Refuses(string bytes, string because) =>
        Assert.That(() => new CompactStruct(Convert.FromHexString(bytes), ParquetShape.Footer).Length, Throws.TypeOf<InvalidDataException>().With.Message.Contains(because));

    [Test]
    public void RefusesMoreElementsThanAnyShardHas() =>
        Assert.That(() => new CompactStruct([0x29, 0xfc, 0xc1, 0x9a, 0x0c, .. new byte[300_000]], ParquetShape.Footer).Length, Throws.TypeOf<InvalidDataException>().With.Message.Contains("promises more"));
}
