using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Alignment;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class TactTests
{
    private TinyZoo zoo = null!;
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => (zoo, scope) = (new TinyZoo(), NewDisposeScope());

    [TearDown]
    public void Free()
    {
        scope.Dispose();
        zoo.Dispose();
    }

    [TestCase(true, true, "tact")]
    [TestCase(true, false, "tact-aligned")]
    [TestCase(false, true, "tact-corrected")]
    [TestCase(false, false, "tact-merged")]
    public void IsNamedForTheStepsItTakes(bool align, bool correct, string name)
    {
        var method = new Tact { Align = align, Correct = correct };
        Assert.That((method.Name, method.Data), Is.EqualTo((name, correct ? DataUse.UnlabelledTrain : DataUse.None)));
    }

    [Test]
    public void IsTaskArithmeticWhereAllExpertsShareTheBaseAndNothingIsCorrected([Values] bool align)
    {
        using MergedModel tact = new Tact { Align = align, Correct = false }.Merge(zoo.MergeInput), plain = new TaskArithmetic { Scale = 0.4 }.Merge(zoo.MergeInput);
        Assert.That(zoo.Embed(tact).eq(zoo.Embed(plain)).all().item<bool>());
    }

    // A tower in another order of channels is the same tower: its experts merge as if they had never left.
    [Test]
    public void MergesExpertsOfAReorderedBaseAsItsOwn([Values] bool correct)
    {
        using var moved = Reordered();
        using MergedModel apart = new Tact { Correct = correct }.Merge(moved.Input), together = new Tact { Correct = correct }.Merge(zoo.MergeInput);
        Assert.That(zoo.Embed(apart).eq(zoo.Embed(together)).all().item<bool>());
    }

    [Test]
    public void MergesThemIntoSomethingElseWithoutAlignment()
    {
        using var moved = Reordered();
        using MergedModel apart = new Tact { Correct = false, Align = false }.Merge(moved.Input), together = new Tact { Correct = false }.Merge(moved.Input);
        Assert.That((zoo.Embed(apart) - zoo.Embed(together)).abs().max().item<float>(), Is.GreaterThan(0.1));
    }

    [Test]
    public void StartsFromTheMeanOfTheFoundations()
    {
        using var other = TinyZoo.Near(zoo.Base, Seed.Of("other"));
        using var merged = (SingleModel)new Tact { Correct = false, Align = false, Scale = 0 }.Merge(zoo.MergeInput with { Foundations = [zoo.Base, other, other] });
        foreach (var name in zoo.Base.Names.Where(zoo.Base.IsFloatingPoint))
            Assert.That((merged.Weights[name] - ((zoo.Base[name] + other[name]) / 2)).abs().max().item<float>(), Is.LessThan(1e-6), name);
    }

    [Test]
    public void BringsTheMergeCloserToTheExperts()
    {
        using var expert = zoo.ExpertEmbeddings();
        using MergedModel plain = new Tact { Correct = false }.Merge(zoo.MergeInput), corrected = new Tact().Merge(zoo.MergeInput);
        Assert.That((zoo.Embed(corrected) - expert).abs().mean().item<float>(), Is.LessThan((zoo.Embed(plain) - expert).abs().mean().item<float>()));
        Assert.That((corrected.ExtraParameters, corrected.NeedsTaskId, plain.ExtraParameters), Is.EqualTo((3 * 480, true, 0)));
    }

    [Test]
    public void LeavesNothingBehindOnFoundationsOfTwoKinds()
    {
        using var moved = Reordered();
        using (new Tact().Merge(moved.Input)) { }
        var before = LiveTensors.Count();
        using (new Tact().Merge(moved.Input)) { }
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void NamesAFoundationThatDoesNotFit()
    {
        using var misshapen = zoo.Base.Map((name, tensor) => name == "visual.proj" ? zeros(2, 2) : tensor.clone());
        var input = zoo.MergeInput with { Foundations = [zoo.Base, misshapen, zoo.Base] };
        Assert.That(() => new Tact().Merge(input).Dispose(), Throws.InstanceOf<MisfitException>().With.Message.Contains("The foundation of expert 'two' has 'visual.proj' as [2, 2]"));
    }

    private Moved Reordered()
    {
        var order = RandomOrder.Of(new TowerSymmetries(zoo.Backbone, zoo.Base), Seed.Of("hidden"));
        Weights other = Copy(zoo.Base), second = Copy(zoo.Experts[1].Weights);
        return new Moved(other, second, zoo.MergeInput with
        {
            Foundations = [zoo.Base, other, zoo.Base],
            Experts = zoo.Experts.SetItem(1, zoo.Experts[1] with { Weights = second }),
        });

        Weights Copy(Weights weights)
        {
            using var lazy = order.Apply(weights);
            return lazy.Clone();
        }
    }

    private sealed record Moved(Weights Other, Weights Second, MergeInput Input) : IDisposable
    {
        public void Dispose()
        {
            Other.Dispose();
            Second.Dispose();
        }
    }
}
