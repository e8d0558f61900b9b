using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class DogeParity
{
    private const string Merged = "merged/", Correction = "delta/";
    private static readonly Fixture Golden = Fixture.Open("doge");

    private static Doge Method => new()
    {
        Subspace = Golden.Int("subspace"),
        Density = Golden.Int("K") / 100.0,
        Scale = Golden.Settings.GetProperty("lamda").GetDouble(),
    };

    [Test]
    public void MergesAsTheReferenceDoes()
    {
        using var zoo = new ZooFixture(huggingFace: true);
        using var expected = Golden.Load("doge.safetensors");
        using var merged = (SingleModel)Method.Merge(zoo.Input);
        MergedVector.CheckRest(merged, zoo, expected, Merged);
        MergedVector.CheckFeatures(merged, zoo, Golden, expected);
        foreach (var name in expected.Names.Where(name => name.StartsWith(Merged, StringComparison.Ordinal)))
        {
            Golden.Tolerance("merged").Check(merged.Weights[name[Merged.Length..]], expected[name], name);
        }
    }

    [Test]
    public void FindsTheReferencesCorrection()
    {
        using var zoo = new ZooFixture(huggingFace: true);
        using var expected = Golden.Load("doge.safetensors");
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var tolerance = new Tolerance(1e-3, 0, 0.01); // sign-like steps: the description measures 1.4e-4 against float64
        foreach (var name in expected.Names.Where(name => name.StartsWith(Correction, StringComparison.Ordinal)))
        {
            var vectors = VectorsOf(zoo, name[Correction.Length..]);
            tolerance.Check(Method.Correction(vectors, Method.Scales(vectors)), expected[name], name);
        }
    }

    [Test]
    public void ScalesByTheReferencesNorms()
    {
        using var zoo = new ZooFixture(huggingFace: true);
        using var expected = Golden.Load("doge.safetensors");
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var names = expected.Names.Where(name => name.StartsWith(Merged, StringComparison.Ordinal)).Select(name => name[Merged.Length..]);
        var scales = stack([.. names.Select(name => Method.Scales(VectorsOf(zoo, name))[0])]);
        // The reference lists its keys in the order of its modules.
        Tolerance.Parse("atol 1e-6, rtol 1e-4").Check(scales.sort().Values, expected["lambda_task0"].sort().Values, "scales");
    }

    private static Tensor VectorsOf(ZooFixture zoo, string name) => stack([.. zoo.Zoo.Experts.Select(expert => expert.Weights[name])]) - zoo.Zoo.Base[name];
}
