using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Models;

namespace SurgeryBench.Tests.Datasets.Hub;

public sealed class HubCatalogTests
{
    [Test]
    public void SpellsStanfordCarsAsModelsAndDataSetsDo() => Assert.That(
        (HubCatalog.ModelsOf("vit-b-16").ExpertRequest("stanford-cars").Repository.Id, HubCatalog.Images("stanford-cars", "test").Repository.Id),
        Is.EqualTo(("tanganke/clip-vit-base-patch16_stanford-cars", "tanganke/stanford_cars")));

    [TestCase("vit-b-32", "openai/clip-vit-base-patch32")]
    [TestCase("vit-b-16", "openai/clip-vit-base-patch16")]
    [TestCase("vit-l-14", "openai/clip-vit-large-patch14")]
    public void KnowsTheBaseOfEveryBackbone(string backbone, string id)
    {
        Assert.That(HubCatalog.ModelsOf(backbone).BaseRequest.Repository, Is.EqualTo(new HubRepository(HubKind.Model, id)));
        Assert.That(BackboneCatalog.All.Select(known => known.Name), Does.Contain(backbone));
    }

    [Test]
    public void TakesTheCroppedDigitsOfHouseNumbers() =>
        Assert.That(HubCatalog.Images("svhn", "test", "train").Patterns, Is.EqualTo(new[] { "cropped_digits/test-*.parquet|test-*.parquet", "cropped_digits/train-*.parquet|train-*.parquet" }));

    [TestCase("data/test-00000-of-00001.parquet", true)]
    [TestCase("data/test-00017-of-00018.parquet", true)]
    [TestCase("data/train-00000-of-00001.parquet", false)]
    [TestCase("data/contrast-00000-of-00001.parquet", false)]
    [TestCase("README.md", false)]
    public void TakesTheShardsOfASplitAndNothingElse(string path, bool taken) =>
        Assert.That(HubRequest.Match(HubCatalog.Images("resisc45", "test").Patterns.Single(), [path]).Count == 1, Is.EqualTo(taken));

    [Test]
    public void NamesEveryRepositoryOnce()
    {
        var all = HubCatalog.Backbones.SelectMany(backbone => HubCatalog.Tasks.Select(task => HubCatalog.ModelsOf(backbone).ExpertRequest(task)).Prepend(HubCatalog.ModelsOf(backbone).BaseRequest))
            .Concat(HubCatalog.Tasks.Select(task => HubCatalog.Images(task, "test"))).Select(request => request.Repository).ToList();
        Assert.That(all, Is.Unique.And.Count.EqualTo(3 * 9 + 8));
    }

    [Test]
    public void SaysWhatThereIsWhenAskedForAnother()
    {
        Assert.That(() => HubCatalog.ModelsOf("vit-mini").BaseRequest, Throws.InstanceOf<BadInputException>().With.Message.Contains("no backbone 'vit-mini'"));
        Assert.That(() => HubCatalog.Images("cars", "test"), Throws.InstanceOf<BadInputException>().With.Message.Contains("no task 'cars'"));
        Assert.That(() => HubCatalog.Images("mnist", "extra"), Throws.InstanceOf<BadInputException>().With.Message.Contains("no split 'extra'"));
    }
}
