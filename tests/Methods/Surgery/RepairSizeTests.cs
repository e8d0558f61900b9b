using NUnit.Framework;
using SurgeryBench.Methods;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods.Surgery;

public sealed class RepairSizeTests
{
    private static IEnumerable<SurgeryRepair> Repairs => RepairCatalog.All.OfType<SurgeryRepair>();

    [TestCase("vit-b-32", 304, 16, 13, 311_296)]
    [TestCase("vit-b-16", 304, 16, 13, 311_296)]
    [TestCase("vit-l-14", 132, 4, 25, 202_752)]
    public void IsThePublishedOne(string backbone, int shallow, int deep, int modules, long parameters)
    {
        var tower = BackboneCatalog.Find(backbone);
        Assert.That(new RepresentationSurgery().SizeOn(tower), Is.EqualTo(new RepairSize(shallow, 1, parameters)));
        Assert.That(new SurgeryV2().SizeOn(tower), Is.EqualTo(new RepairSize(deep, modules, parameters)));
    }

    [TestCase("vit-b-32", 16_384)]
    [TestCase("vit-l-14", 24_576)]
    public void IsThePublishedOneAtTheFirstPapersRank(string backbone, long parameters) =>
        Assert.That(new RepresentationSurgery { Rank = 16 }.SizeOn(BackboneCatalog.Find(backbone)).ParametersPerTask, Is.EqualTo(parameters));

    [TestCaseSource(nameof(Repairs))]
    public void IsWhatARepairedModelStores(SurgeryRepair catalogued)
    {
        using var zoo = new TinyZoo();
        var repair = catalogued with { Iterations = 1, Rank = 3 };
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = repair.Repair(merged, zoo.RepairInput);
        Assert.That(repaired.ExtraParameters, Is.EqualTo(TinyZoo.Tasks.Length * repair.SizeOn(zoo.Backbone).ParametersPerTask));
    }
}
