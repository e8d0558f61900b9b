using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets;

namespace SurgeryBench.Tests.Datasets;

public sealed class DatasetCatalogTests
{
    [Test]
    public void OpensTheDrawnSuiteByName()
    {
        using var suite = DatasetCatalog.Open("mini8");
        Assert.That((suite.Name, suite.ImageSize, suite.Tasks.Length), Is.EqualTo(("mini8", 32, 8)));
    }

    [Test]
    public void NamesTheSuitesThereAreWhenAskedForAnother() =>
        Assert.That(() => DatasetCatalog.Open("mini9"), Throws.InstanceOf<BadInputException>().With.Message.EqualTo("There is no suite 'mini9'; expected one of mini8, mini8-nonlocal, mini8-clients, folder8, clip8."));

    [Test]
    public void AsksForTheFolderOfAFolderSuite() =>
        Assert.That(() => DatasetCatalog.Open("folder8"), Throws.InstanceOf<BadInputException>().With.Message.Contains("has no folder"));

    [Test]
    public void AsksForTheDataSetsOfThePapersSuite() =>
        Assert.That(() => DatasetCatalog.Open("clip8"), Throws.InstanceOf<BadInputException>().With.Message.Contains("has no data sets"));
}
