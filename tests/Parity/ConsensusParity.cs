using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class ConsensusParity
{
    [Test]
    public void MasksAsTheReferenceDoes()
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Open("consensus");
        using var zoo = new ZooFixture();
        using var expected = fixture.Load("consensus.safetensors");
        var scale = fixture.Settings.GetProperty("tall").GetDouble();
        var masks = Flat(zoo, tensor => TallMask.Of(tensor, scale).view(zoo.Tasks.Length, -1));
        var differing = masks.ne(expected["tall_masks_flat"]).to_type(ScalarType.Float64).mean().item<double>();
        Assert.That(differing, Is.Zero, "the differences are formed as in the reference");
        fixture.Tolerance("vector").Check(Kept(masks), expected["kept_fraction"], "kept");
        fixture.Tolerance("vector").Check(Kept(Flat(zoo, tensor => TallMask.Of(tensor, 1).view(zoo.Tasks.Length, -1))), expected["kept_fraction_lambda_1"], "kept at 1");
        var agreed = masks.to_type(ScalarType.Int32).sum(dim: 0).ge(fixture.Int("prune"));
        Assert.That(agreed.eq(expected["consensus_mask_flat"]).all().item<bool>());
    }

    [Test]
    public void MergesWhatEnoughTasksUse()
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Open("consensus");
        using var zoo = new ZooFixture();
        using var expected = fixture.Load("consensus.safetensors");
        var method = new ConsensusMask
        {
            MaskScale = fixture.Settings.GetProperty("tall").GetDouble(),
            Agreement = fixture.Int("prune"),
            Scale = fixture.Settings.GetProperty("lam").GetDouble(),
        };
        fixture.Tolerance("vector").Check(Flat(zoo, tensor => method.Agreed(tensor).view(1, -1)).squeeze(0), expected["consensus_task_vector_flat"], "vector");
        using var model = method.Merge(zoo.Input);
        MergedVector.CheckFeatures(model, zoo, fixture, expected);
    }

    private static Tensor Flat(ZooFixture zoo, Func<TensorMerge, Tensor> part) =>
        cat([.. zoo.Zoo.Base.Names.Where(zoo.Zoo.Base.IsFloatingPoint).Select(name => part(TensorMerge.Of(zoo.Input, name, zoo.Zoo.Base[name])))], 1);

    private static Tensor Kept(Tensor masks) => masks.to_type(ScalarType.Float32).mean([1L]);
}
