using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class EmrParity
{
    [Test]
    public void ElectsAndMasksAsTheReferenceDoes()
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Open("emr");
        using var zoo = new ZooFixture();
        using var expected = fixture.Load("emr.safetensors");
        foreach (var name in expected.Names.Where(name => name.StartsWith("unified/", StringComparison.Ordinal)).Select(name => name["unified/".Length..]))
        {
            var (unified, mask) = EmrSteps.Unify(TensorMerge.Of(zoo.Input, name, zoo.Zoo.Base[name]).TaskVectors());
            fixture.Tolerance("unified").Check(unified, expected[$"unified/{name}"], name);
            if (expected.Contains($"mask/{name}")) fixture.Tolerance("masks").Check(mask.to(@bool), expected[$"mask/{name}"], $"mask of {name}");
        }
    }

    [TestCase(EmrRescaling.PerTensor, "rescalers")]
    [TestCase(EmrRescaling.Global, "paper_rescalers")]
    public void RescalesAsTheReferenceAndThePaperDo(EmrRescaling rescaling, string name)
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Open("emr");
        using var zoo = new ZooFixture();
        using var expected = fixture.Load("emr.safetensors");
        fixture.Tolerance("rescalers").Check(new Emr { Rescaling = rescaling }.Rescalers(zoo.Input).to_type(expected[name].dtype), expected[name], name);
    }

    [Test]
    public void GivesEachTaskItsFeatures()
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Open("emr");
        using var zoo = new ZooFixture();
        using var expected = fixture.Load("emr.safetensors");
        using var model = new Emr().Merge(zoo.Input);
        for (var task = 0; task < zoo.Tasks.Length; task++)
        {
            var features = expected["features_own_task"].select(0, task);
            Assert.That(model.Encode(zoo.Eval(task), zoo.Tasks[task]).allclose(features, 1e-4, 1e-4), zoo.Tasks[task]);
        }
    }
}
