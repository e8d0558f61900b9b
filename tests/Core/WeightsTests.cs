using NUnit.Framework;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core;

public sealed class WeightsTests
{
    [Test]
    public void ListsNamesInOrdinalOrder()
    {
        using var weights = Of(("b", ones(1)), ("a.10", ones(1)), ("a.2", ones(1)), ("B", ones(1)));
        Assert.That(weights.Names, Is.EqualTo(new[] { "B", "a.10", "a.2", "b" }));
    }

    [Test]
    public void SurvivesTheDisposeScopeItWasMadeIn()
    {
        Weights weights;
        using (NewDisposeScope()) weights = Of(("w", ones(2)));
        using (weights) Assert.That(weights["w"].sum().item<float>(), Is.EqualTo(2));
    }

    [Test]
    public void DisposesItsTensors()
    {
        var tensor = ones(2);
        Of(("w", tensor)).Dispose();
        Assert.That(tensor.IsInvalid);
    }

    [Test]
    public void NamesTheTensorItDoesNotHave()
    {
        using var weights = Of(("w", ones(1)));
        Assert.That(() => weights["visual.proj"], Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("'visual.proj'"));
    }

    [Test]
    public void ClonesWithoutSharingStorage()
    {
        using var weights = Of(("w", ones(2)));
        using var clone = weights.Clone();
        using var changed = clone["w"].add_(1);
        Assert.That(weights["w"].data<float>().ToArray(), Is.EqualTo(new[] { 1f, 1f }));
        Assert.That(clone["w"].data<float>().ToArray(), Is.EqualTo(new[] { 2f, 2f }));
    }

    [Test]
    public void CountsFloatingPointValuesOnly()
    {
        using var weights = Of(("half", zeros([2], float16)), ("single", zeros(3, 4)), ("buffer", zeros([100], int64)));
        Assert.That(weights.ParameterCount, Is.EqualTo(14));
    }

    [Test]
    public void CountsTheValuesOfATensor()
    {
        using var weights = Of(("matrix", zeros(3, 4)), ("number", zeros([])), ("buffer", zeros([5], int64)));
        Assert.That(weights.Names.Select(weights.CountOf), Is.EqualTo(new[] { 5L, 12, 1 }));
    }

    [Test]
    public void ReadsAStoredTensorOnlyWhenItIsAskedFor()
    {
        var (reads, live) = (0, Tensor.TotalCount);
        using (var weights = Stored(() => { reads++; return ones(2, 3); }))
        {
            Assert.That(weights.ShapeOf("w"), Is.EqualTo(new long[] { 2, 3 }));
            Assert.That((weights.TypeOf("w"), weights.ParameterCount), Is.EqualTo((float32, 6L)));
            Assert.That(weights.MisfitsAgainst(weights, "It"), Is.Empty);
            Assert.That(reads, Is.Zero, "names, shapes and types are known without");
            weights.Take("w").Dispose();
            weights.Take("w").Dispose();
            Assert.That((reads, Tensor.TotalCount), Is.EqualTo((2, live)), "taken twice, read twice, nothing kept");
            Assert.That(weights["w"].data<float>().ToArray(), Is.All.EqualTo(1));
            weights.Take("w").Dispose();
            Assert.That((reads, weights["w"].IsInvalid), Is.EqualTo((3, false)), "once kept, it is not read again");
        }
    }

    [Test]
    public void ClosesTheSourceOfStoredTensors()
    {
        var closed = new MemoryStream();
        Weights.Stored([], closed).Dispose();
        Assert.That(closed.CanRead, Is.False);
    }

    [Test]
    public void MapsStoredTensorsWithoutKeepingThem()
    {
        using var weights = Stored(() => ones(2, 3));
        var live = Tensor.TotalCount;
        using (var doubled = weights.Map((_, tensor) => tensor * 2)) Assert.That(doubled["w"].data<float>().ToArray(), Is.All.EqualTo(2));
        Assert.That(Tensor.TotalCount, Is.EqualTo(live));
    }

    [Test]
    public void ListsWhatIsMissingExtraMisshapenAndMistyped()
    {
        using var anchor = Of(("missing", ones(1)), ("misshapen", ones(2, 3)), ("mistyped", ones(1)), ("good", ones(1)));
        using var expert = Of(("extra", ones(1)), ("misshapen", ones(3, 2)), ("mistyped", ones([1], float64)), ("good", ones(1)));
        Assert.That(expert.MisfitsAgainst(anchor, "Expert 'x'"), Is.EquivalentTo(new[]
        {
            "Expert 'x' lacks 'missing'.",
            "Expert 'x' has 'misshapen' as [3, 2]; the base has [2, 3].",
            "Expert 'x' has 'mistyped' as Float64; the base has Float32.",
            "Expert 'x' has 'extra', which the base lacks.",
        }));
    }

    [Test]
    public void FitsItself()
    {
        using var weights = Of(("w", ones(2)));
        Assert.That(weights.MisfitsAgainst(weights, "It"), Is.Empty);
    }

    private static Weights Stored(Func<Tensor> read) => Weights.Stored([new StoredTensor("w", [2, 3], float32, read)], Stream.Null);

    private static Weights Of(params (string Name, Tensor Tensor)[] tensors) => new(tensors.Select(one => KeyValuePair.Create(one.Name, one.Tensor)));
}
