using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods;

[UnderLease]
[TestFixtureSource(typeof(MethodCatalog), nameof(MethodCatalog.All))]
public sealed class EveryMergeMethod(IMergeMethod catalogued)
{
    private readonly IMergeMethod method = Shortened.Of(catalogued);

    [Test]
    public void LeavesItsInputsAsTheyWere() => MergeContract.LeavesItsInputsAsTheyWere(method);

    [Test]
    public void KeepsNamesShapesAndTypes() => MergeContract.KeepsNamesShapesAndTypes(method);

    [Test]
    public void GivesTheBaseBackWhenEveryExpertIsTheBase() => MergeContract.GivesTheBaseBackWhenEveryExpertIsTheBase(method);

    [Test]
    public void IsTheSameTwice() => MergeContract.IsTheSameTwice(method);

    [Test]
    public void DoesNotDependOnTheOrderOfTheExperts() => MergeContract.DoesNotDependOnTheOrderOfTheExperts(method);

    [Test]
    public void SharesNoStorageWithItsInputs() => MergeContract.SharesNoStorageWithItsInputs(method);

    [Test]
    public void NamesTheTensorThatDoesNotFit() => MergeContract.NamesTheTensorThatDoesNotFit(method);

    [Test]
    public void SaysWhetherItGivesWeights() => MergeContract.SaysWhetherItGivesWeights(method);

    [Test]
    public void LeaksNoTensor() => MergeContract.LeaksNoTensor(method);

    [Test]
    public void AsksForTheImagesItDeclares() => MergeContract.AsksForTheImagesItDeclares(method);
}
