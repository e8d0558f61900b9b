using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class LinesParity
{
    [TestCase(LinesRule.TaskArithmetic, "task_arithmetic")]
    [TestCase(LinesRule.TiesMean, "ties_mean")]
    public void ScalesByDepthAsTheReferenceDoes(LinesRule rule, string name)
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Open("lines");
        using var zoo = new ZooFixture();
        using var expected = fixture.Load("lines.safetensors");
        var slope = fixture.Settings.GetProperty("lines_beta").GetDouble();
        IMergeMethod inner = rule == LinesRule.TaskArithmetic ? new TaskArithmetic { Scale = 1 } : Ties.AsPublished;
        using var merged = (SingleModel)inner.Merge(zoo.Input);
        var intercept = Lines.Intercept(zoo.Input, merged.Weights);
        fixture.Tolerance("factors").Check(tensor(intercept), expected[$"{name}.alpha"], "alpha");
        double[] factors = [.. zoo.Zoo.Base.Names.Select(key => Lines.Factor(zoo.Backbone, key, intercept, slope)).Order()];
        fixture.Tolerance("factors").Check(tensor(factors), expected[$"{name}.factors"].sort().Values, "factors");
        using var model = new Lines { Rule = rule, Slope = slope }.Merge(zoo.Input);
        MergedVector.CheckFeatures(model, zoo, fixture, expected[$"{name}.features"]);
        foreach (var scaled in expected.Names.Where(key => key.StartsWith($"{name}.scaled/", StringComparison.Ordinal)))
        {
            var key = scaled[$"{name}.scaled/".Length..];
            fixture.Tolerance("features").Check(((SingleModel)model).Weights[key] - zoo.Zoo.Base[key], expected[scaled], scaled);
        }
    }

    [Test]
    public void ScalesASingleTaskVector()
    {
        var fixture = Fixture.Open("lines");
        using var zoo = new ZooFixture();
        using var expected = fixture.Load("lines.safetensors");
        var start = fixture.Settings.GetProperty("lam").GetDouble();
        using var model = new SingleModel(zoo.Backbone, zoo.Zoo.Experts[0].Weights.Clone());
        Lines.Scale(zoo.Input, model.Weights, start, 1 - start);
        MergedVector.CheckFeatures(model, zoo, fixture, expected["single_task.features"]);
    }
}
