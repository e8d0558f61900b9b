using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class FisherParity
{
    private static readonly Fixture Fixture = Fixture.Open("fisher");

    private static Fisher Method => new() { BatchSize = Fixture.Int("fisher_batch"), Minimum = Fixture.Settings.GetProperty("min_fisher").GetDouble() };

    [TestCase(true, "normalized")]
    [TestCase(false, "plain")]
    public void MergesAsTheReferenceDoes(bool normalise, string form)
    {
        using var zoo = new ZooFixture();
        using var scope = NewDisposeScope();
        using var expected = Fixture.Load("fisher.safetensors");
        using var model = (SingleModel)(Method with { Normalise = normalise }).Merge(zoo.ToHuggingFace());
        var prefix = $"merged_{form}/";
        foreach (var key in expected.Names.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Fixture.Tolerance("merged").Check(model.Weights[key[prefix.Length..]], expected[key], key);
        }
        for (var task = 0; task < zoo.Tasks.Length; task++)
        {
            Fixture.Tolerance("features").Check(model.Encode(zoo.Eval(task), zoo.Tasks[task]), expected[$"__features_{form}"].select(0, task), $"features of {zoo.Tasks[task]}");
        }
    }

    [Test]
    public void HasTheReferencesInformation()
    {
        using var zoo = new ZooFixture();
        using var scope = NewDisposeScope();
        using var expected = Fixture.Load("fisher.safetensors");
        var input = zoo.ToHuggingFace();
        var information = input.Experts.Select(expert => Method.Information(input, expert)).ToList();
        var relative = Fixture.Tolerance("fisher").Relative;
        Tensor norms = tensor(information.Select(Fisher.Norm).ToArray());
        new Tolerance(0, relative, 0).Check(norms, expected["fisher_norm"], "norms");
        foreach (var key in expected.Names.Where(key => key.StartsWith("fisher_task", StringComparison.Ordinal)))
        {
            var slash = key.IndexOf('/', StringComparison.Ordinal);
            var task = int.Parse(key["fisher_task".Length..slash], null);
            var most = information[task].Values.Max(one => one.max().item<float>());
            new Tolerance(1e-6 * most, relative, 0).Check(information[task][key[(slash + 1)..]], expected[key], key);
        }
    }
}
