using NUnit.Framework;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core;

public sealed class ZooTests
{
    [Test]
    public void ListsEveryMisfitOfAllModelsInOneMessage()
    {
        using var anchor = Of(("a", ones(1)), ("b", ones(2)));
        using var first = ExpertOf("mnist", ("a", ones(1)));
        using var second = ExpertOf("cars", ("a", ones(3)), ("b", ones(2)), ("c", ones(1)));
        using var joint = Of(("a", ones(1)));
        var fault = Assert.Throws<MisfitException>(() => new Zoo(anchor, [first.Expert, second.Expert], joint).Dispose());
        Assert.That(fault!.Message, Is.EqualTo(
            "Expert 'mnist' lacks 'b'. Expert 'cars' has 'a' as [3]; the base has [1]. Expert 'cars' has 'c', which the base lacks. The multi-task model lacks 'b'."));
    }

    [Test]
    public void CountsTheMisfitsItDoesNotList()
    {
        using var anchor = Of([.. Enumerable.Range(0, 25).Select(i => ($"t{i:00}", ones(1)))]);
        using var expert = ExpertOf("mnist");
        Assert.That(() => new Zoo(anchor, [expert.Expert]).Dispose(), Throws.TypeOf<MisfitException>().With.Message.EndsWith("lacks 't19'. … and 5 more."));
    }

    [Test]
    public void DisposesEverythingItTookOver()
    {
        var (anchor, joint, expert) = (Of(("a", ones(1))), Of(("a", ones(1))), ExpertOf("mnist", ("a", ones(1))));
        new Zoo(anchor, [expert.Expert], joint).Dispose();
        Tensor[] tensors = [anchor["a"], joint["a"], expert.Expert.Weights["a"], expert.Expert.Head.Weight];
        Assert.That(tensors.Select(tensor => tensor.IsInvalid), Is.All.True);
    }

    [Test]
    public void DisposesEachFoundationOnce()
    {
        var (anchor, other) = (Of(("a", ones(1))), Of(("a", zeros(1))));
        using (var zoo = new Zoo(anchor, [ExpertOf("mnist", ("a", ones(1))).Expert, ExpertOf("cars", ("a", ones(1))).Expert], foundations: [anchor, other]))
            Assert.That(zoo.Foundations, Is.EqualTo(new[] { anchor, other }));
        Assert.That(new[] { anchor["a"], other["a"] }.Select(tensor => tensor.IsInvalid), Is.All.True);
    }

    [Test]
    public void MovesWithTheSameFoundationsShared()
    {
        var (anchor, other) = (Of(("a", ones(1))), Of(("a", zeros(1))));
        Expert[] experts = [.. new[] { "mnist", "cars", "dtd" }.Select(task => ExpertOf(task, ("a", ones(1))).Expert)];
        using var zoo = new Zoo(anchor, [.. experts], foundations: [anchor, other, anchor]);
        using var moved = zoo.To(CPU);
        Assert.That(moved.Foundations[0], Is.SameAs(moved.Base).And.Not.SameAs(anchor));
        Assert.That((moved.Foundations[2], moved.Foundations[1]["a"].item<float>()), Is.EqualTo((moved.Base, 0f)));
    }

    [Test]
    public void RefusesAFoundationThatDoesNotFitOrAnotherNumberOfThem()
    {
        using Weights anchor = Of(("a", ones(1))), other = Of(("a", zeros(3)));
        using var expert = ExpertOf("mnist", ("a", ones(1)));
        Assert.That(() => new Zoo(anchor, [expert.Expert], foundations: [other]), Throws.TypeOf<MisfitException>().With.Message.EqualTo("The foundation of expert 'mnist' has 'a' as [3]; the base has [1]."));
        Assert.That(() => new Zoo(anchor, [expert.Expert], foundations: [anchor, other]), Throws.ArgumentException.With.Message.Contains("2 foundations for 1 experts"));
    }

    private static Weights Of(params (string Name, Tensor Tensor)[] tensors) => new(tensors.Select(one => KeyValuePair.Create(one.Name, one.Tensor)));

    private static OwnedExpert ExpertOf(string task, params (string Name, Tensor Tensor)[] tensors) => new(new Expert(task, Of(tensors), new Head(ones(2, 2))));

    private sealed record OwnedExpert(Expert Expert) : IDisposable
    {
        public void Dispose()
        {
            Expert.Weights.Dispose();
            Expert.Head.Dispose();
        }
    }
}
