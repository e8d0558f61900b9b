using NUnit.Framework;
using SurgeryBench.Core;

namespace SurgeryBench.Tests.Core;

public sealed class SeedTests
{
    [Test]
    public void GivesEqualNumbersForEqualNames()
    {
        var (first, second) = (Seed.Of("mini8", "ties"), Seed.Of("mini8", "ties"));
        Assert.That(second.Random().Next(), Is.EqualTo(first.Random().Next()));
    }

    [Test]
    public void GivesOtherNumbersForOtherPurposes() =>
        Assert.That(Seed.Of("mini8").For("a"), Is.Not.EqualTo(Seed.Of("mini8").For("b")));

    [Test]
    public void StaysTheSameFromReleaseToRelease() =>
        Assert.That(Seed.Of("mini8", "0").Random().Next(1_000_000), Is.EqualTo(Golden));

    private const int Golden = 231_980;
}
