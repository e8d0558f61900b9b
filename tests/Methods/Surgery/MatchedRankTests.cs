using NUnit.Framework;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;

namespace SurgeryBench.Tests.Methods.Surgery;

public sealed class MatchedRankTests
{
    [TestCase("vit-b-32", 16, 304)]
    [TestCase("vit-b-16", 16, 304)]
    [TestCase("vit-l-14", 4, 132)]
    public void GivesThePublishedPairs(string backbone, int deep, int shallow)
    {
        var tower = BackboneCatalog.Find(backbone);
        Assert.That((MatchedRank.OfSurgeryV2(tower), MatchedRank.OfSurgery(tower)), Is.EqualTo((deep, shallow)));
    }

    [TestCase("vit-b-32", 311_296)]
    [TestCase("vit-b-16", 311_296)]
    [TestCase("vit-l-14", 202_752)]
    public void CostsThePublishedNumberOfParametersEitherWay(string backbone, int parameters)
    {
        var tower = BackboneCatalog.Find(backbone);
        var (deep, shallow) = (MatchedRank.OfSurgeryV2(tower), MatchedRank.OfSurgery(tower));
        Assert.That(2 * shallow * tower.EmbeddingSize, Is.EqualTo(parameters));
        Assert.That(2 * deep * ((tower.Blocks * tower.Width) + tower.EmbeddingSize), Is.EqualTo(parameters));
    }
}
