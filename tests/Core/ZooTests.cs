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
