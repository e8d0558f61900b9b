using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods;

/// <summary>Every check of the contract catches the bug it is there for.</summary>
public sealed class RepairContractBites
{
    private static readonly List<Tensor> Leaks = [];
    private static int calls;

    private static void Catches(Action<IRepair, IMergeMethod> check, Func<Tensor, Tensor> change, Action<MergedModel, RepairInput>? before = null, bool silent = false) =>
        Assert.That(() => check(new Planted(change, before, silent), new TaskArithmetic()), Throws.InstanceOf<AssertionException>());

    [Test]
    public void ARepairThatChangesAnExpert() =>
        Catches(RepairContract.LeavesTheMergeAndItsInputsAsTheyWere, z => z.clone(), (_, input) => input.Experts[0].Weights["visual.proj"].add_(1));

    [Test]
    public void ARepairThatChangesTheMerge() =>
        Catches(RepairContract.LeavesTheMergeAndItsInputsAsTheyWere, z => z.clone(), (merged, _) => ((SingleModel)merged).Weights["visual.proj"].add_(1));

    [Test]
    public void ARepairThatDoesNothing() => Catches(RepairContract.BringsTheMergeCloserToItsExperts, z => z.clone());

    [Test]
    public void ARepairThatHidesItsCost() => Catches(RepairContract.SaysWhatItCosts, z => z.clone());

    [Test]
    public void ARepairWithASeedOfItsOwn() => Catches(RepairContract.IsTheSameTwice, z => z + calls++);

    [Test]
    public void ARepairThatLeaks() => Catches(RepairContract.LeaksNoTensor, z => z.clone(), (_, _) => Leaks.Add(zeros(1).DetachFromDisposeScope()));

    [Test]
    public void ARepairThatHidesItsBlocks() => Catches(RepairContract.LetsTheCallerSeeItsBlocks, z => z.clone(), silent: true);

    [OneTimeTearDown]
    public static void Free() => Leaks.ForEach(tensor => tensor.Dispose());

    private sealed class Planted(Func<Tensor, Tensor> change, Action<MergedModel, RepairInput>? before, bool silent) : IRepair
    {
        public string Name => "planted";

        public DataUse Data => DataUse.None;

        public MergedModel Repair(MergedModel merged, RepairInput input)
        {
            using var untracked = no_grad();
            before?.Invoke(merged, input);
            return new Changed(merged, change, silent);
        }
    }

    private sealed class Changed(MergedModel merged, Func<Tensor, Tensor> change, bool silent) : MergedModel
    {
        public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null)
        {
            using var embedding = merged.Encode(images, task, silent ? null : afterBlock);
            return change(embedding);
        }

        protected override void Dispose(bool disposing) { }
    }
}
