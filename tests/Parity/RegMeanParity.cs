using System.Text.RegularExpressions;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class RegMeanParity
{
    private static readonly Fixture Fixture = Fixture.Open("regmean");

    private static RegMean Method => new() { OffDiagonal = Fixture.Settings.GetProperty("rnd").GetDouble() };

    [Test]
    public void MergesAsTheReferenceDoes()
    {
        using var zoo = new ZooFixture();
        using var scope = NewDisposeScope();
        using var expected = Fixture.Load("regmean.safetensors");
        using var model = (SingleModel)Method.Merge(zoo.ToHuggingFace());
        foreach (var key in expected.Names.Where(key => key.StartsWith("merged/", StringComparison.Ordinal)))
        {
            Fixture.Tolerance("merged").Check(model.Weights[key["merged/".Length..]], expected[key], key);
        }
        for (var task = 0; task < zoo.Tasks.Length; task++)
        {
            Fixture.Tolerance("merged").Check(model.Encode(zoo.Eval(task), zoo.Tasks[task]), expected["__features"].select(0, task), $"features of {zoo.Tasks[task]}");
        }
    }

    [Test]
    public void SeesTheInputsOfEachLayerAsTheReferenceDoes()
    {
        using var zoo = new ZooFixture();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var expected = Fixture.Load("regmean.safetensors");
        var input = zoo.ToHuggingFace();
        var tolerance = Fixture.Tolerance("gram");
        var grams = expected.Names.Select(key => (key, Match: Regex.Match(key, @"^gram_task(\d+)/(.*layers\.(\d+)\..*)$"))).Where(pair => pair.Match.Success).ToList();
        using var walk = BlockWalk.Start(input, Method.Images, (expert, name) => expert.Weights.Take(name));
        for (var block = 0; block < input.Backbone.Blocks; block++)
        {
            using var crossing = walk.Pass(block);
            foreach (var (key, match) in grams.Where(pair => pair.Match.Groups[3].Value == $"{block}"))
            {
                var layer = crossing.Layers.Single(one => one.WeightName == match.Groups[2].Value + ".weight");
                // The fixture has them before their off-diagonal entries shrink.
                var gram = (Method with { OffDiagonal = 1 }).Gram(crossing.Tasks[int.Parse(match.Groups[1].Value, null)], layer.Role);
                // Sums of products of either sign: relative to the largest entry.
                (tolerance with { Absolute = tolerance.Relative * expected[key].abs().max().item<float>() * 0.01 }).Check(gram, expected[key], key);
            }
        }
        Assert.That(grams, Is.Not.Empty);
    }
}
