using NUnit.Framework;
using SurgeryBench.Datasets.Shards;

namespace SurgeryBench.Tests.Datasets.Shards;

public sealed class CompactStructTests
{
    [Test]
    public void FindsNumbersOfTheStructAndOfStructsInIt()
    {
        // 1: 3, 2: { 1: -2, 2: true, 3: [4, 5] }, 20: "ab", then a byte that is no longer of it.
        var walked = new CompactStruct(Convert.FromHexString("15061c1503111925080a000828026162" + "00ff"));
        Assert.That((walked.Number(1), walked.Number(2, 1), walked.Number(2, 2), walked.Number(2, 3), walked.Number(20), walked.Length), Is.EqualTo(((long?)3, (long?)-2, (long?)1, (long?)null, (long?)null, 17)));
    }

    [TestCase("", "cut off", TestName = "RefusesNothing")]
    [TestCase("1506", "cut off", TestName = "RefusesAStructWithoutEnd")]
    [TestCase("18ffffffff0f00", "cut off", TestName = "RefusesATextLongerThanTheRest")]
    [TestCase("19f1ffffffff0700", "promises more", TestName = "RefusesAListLongerThanTheRest")]
    [TestCase("15ffffffffffffffffffffffff00", "without end", TestName = "RefusesANumberWithoutEnd")]
    [TestCase("1b0000", "unknown kind", TestName = "RefusesAMap")]
    [TestCase("1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c", "too deep", TestName = "RefusesDeepStructs")]
    [TestCase("191919191919191919191919191919191919191919191919191919191919191919191919", "too deep", TestName = "RefusesDeepLists")]
    public void Refuses(string bytes, string because) =>
        Assert.That(() => new CompactStruct(Convert.FromHexString(bytes)).Length, Throws.TypeOf<InvalidDataException>().With.Message.Contains(because));

    [Test]
    public void RefusesMoreElementsThanAnyShardHas() =>
        Assert.That(() => new CompactStruct([0x19, 0xfc, 0xc1, 0x9a, 0x0c, .. new byte[300_000]]).Length, Throws.TypeOf<InvalidDataException>().With.Message.Contains("promises more"));
}
