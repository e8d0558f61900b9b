using NUnit.Framework;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods;

/// <summary>Every check of the contract catches the bug it is there for.</summary>
public sealed class MergeContractBites
{
    private static readonly Lock Counter = new();
    private static int calls;

    private static void Catches(Action<IMergeMethod> check, Func<MergeInput, Weights> bug, DataUse data = DataUse.None) =>
        Assert.That(() => check(new Planted(bug, data)), Throws.InstanceOf<AssertionException>());

    [Test]
    public void AMethodThatChangesTheBase() => Catches(MergeContract.LeavesItsInputsAsTheyWere, input => input.Base.Map((_, tensor) => tensor.add_(1).clone()));

    [Test]
    public void AMethodThatTurnsIntegerBuffersIntoFloats() =>
        Catches(MergeContract.KeepsNamesShapesAndTypes, input => input.Base.Map((_, tensor) => tensor.to(float32, copy: true)));

    [Test]
    public void AMethodThatForgetsTheBase() => Catches(
        MergeContract.GivesTheBaseBackWhenEveryExpertIsTheBase, input => input.Base.Map((name, tensor) => input.Experts[0].Weights[name] - tensor));

    [Test]
    public void AMethodWithASeedOfItsOwn() => Catches(MergeContract.IsTheSameTwice, input =>
    {
        lock (Counter) calls++;
        return input.Base.Map((_, tensor) => tensor.is_floating_point() ? tensor * (1 + (0.01 * calls)) : tensor.clone());
    });

    [Test]
    public void AMethodThatPrefersTheFirstExpert() =>
        Catches(MergeContract.DoesNotDependOnTheOrderOfTheExperts, input => input.Experts[0].Weights.Clone());

    [Test]
    public void AMethodThatHandsOutItsInputs() =>
        Catches(MergeContract.SharesNoStorageWithItsInputs, input => input.Base.Map((_, tensor) => tensor.alias()));

    [Test]
    public void AMethodThatIgnoresMisfits() => Catches(MergeContract.NamesTheTensorThatDoesNotFit, input => input.Base.Clone());

    [Test]
    public void AMethodThatHidesItsWeights() => Assert.That(() => MergeContract.SaysWhetherItGivesWeights(new Hidden()), Throws.InstanceOf<AssertionException>());

    [Test]
    public void AMethodThatLeaks() => Catches(MergeContract.LeaksNoTensor, input =>
    {
        Leaks.Add(zeros(1).DetachFromDisposeScope());
        return input.Base.Clone();
    });

    [Test]
    public void AMethodThatDoesNotUseTheImagesItDeclares() =>
        Catches(MergeContract.AsksForTheImagesItDeclares, input => input.Base.Clone(), DataUse.UnlabelledTest);

    private static readonly List<Tensor> Leaks = [];

    [OneTimeTearDown]
    public static void Free() => Leaks.ForEach(tensor => tensor.Dispose());

    private sealed class Planted(Func<MergeInput, Weights> bug, DataUse data) : IMergeMethod
    {
        public string Name => "planted";

        public DataUse Data => data;

        public MergedModel Merge(MergeInput input) => new SingleModel(input.Backbone, bug(input));
    }

    private sealed record Hidden : IMergeMethod
    {
        public string Name => "hidden";

        public bool GivesWeights => false;

        public MergedModel Merge(MergeInput input) => new SingleModel(input.Backbone, input.Base.Clone());
    }
}
