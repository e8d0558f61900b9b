using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods;

[UnderLease]
[TestFixtureSource(nameof(Pairs))]
public sealed class EveryRepair(IRepair catalogued, IMergeMethod merge)
{
    // One merge of each kind: one set of weights for all tasks, and a set a task.
    private static readonly IMergeMethod[] Merges = [new TaskArithmetic(), new CrossedExperts()];

    private readonly IRepair repair = Shortened.Of(catalogued, iterations: 40);

    private static IEnumerable<object[]> Pairs() => RepairCatalog.All.SelectMany(repair => Merges.Select(merge => new object[] { repair, merge }));

    [Test]
    public void LeavesTheMergeAndItsInputsAsTheyWere() => RepairContract.LeavesTheMergeAndItsInputsAsTheyWere(repair, merge);

    [Test]
    public void BringsTheMergeCloserToItsExperts() => RepairContract.BringsTheMergeCloserToItsExperts(repair, merge);

    [Test]
    public void SaysWhatItCosts() => RepairContract.SaysWhatItCosts(repair, merge);

    [Test]
    public void IsTheSameTwice() => RepairContract.IsTheSameTwice(repair, merge);

    [Test]
    public void LeaksNoTensor() => RepairContract.LeaksNoTensor(repair, merge);

    [Test]
    public void LetsTheCallerSeeItsBlocks() => RepairContract.LetsTheCallerSeeItsBlocks(repair, merge);
}
