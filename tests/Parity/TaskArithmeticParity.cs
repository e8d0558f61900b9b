using System.Globalization;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class TaskArithmeticParity
{
    private static double Lambda(Fixture fixture) => fixture.Settings.GetProperty("lambda").GetDouble();

    [Test]
    public void MergesByTaskArithmetic()
    {
        var fixture = Fixture.Open("task_arithmetic");
        Check(new TaskArithmetic { Scale = Lambda(fixture) }, fixture, "task_arithmetic_");
    }

    [Test]
    public void AveragesWeights() => Check(new WeightAveraging(), Fixture.Open("task_arithmetic"), "weight_averaging");

    [Test]
    public void MergesByTiesInTheSumForm()
    {
        var fixture = Fixture.Open("task_arithmetic");
        Check(new Ties { Density = fixture.Int("reset_thresh") / 100.0, Scale = Lambda(fixture) }, fixture, "ties_sum_");
    }

    [Test]
    public void NegatesATaskVector()
    {
        var fixture = Fixture.Open("task_arithmetic");
        using var zoo = new ZooFixture();
        using var features = fixture.Load("features.safetensors");
        var key = features.Names.Single(name => name.StartsWith("negation_task", StringComparison.Ordinal)); // negation_task<t>_<scale>
        var parts = key["negation_task".Length..].Split('_');
        var input = zoo.Input with { Experts = [zoo.Zoo.Experts[int.Parse(parts[0], CultureInfo.InvariantCulture)]] };
        using var model = new TaskArithmetic { Scale = -double.Parse(parts[1], CultureInfo.InvariantCulture) }.Merge(input);
        CheckFeatures(model, zoo, fixture, features[key], key);
    }

    private static void Check(IMergeMethod method, Fixture fixture, string file)
    {
        using var zoo = new ZooFixture();
        file = fixture.FileStartingWith(file);
        using var expected = fixture.Load(file);
        using var features = fixture.Load("features.safetensors");
        using var model = (SingleModel)method.Merge(zoo.Input);
        foreach (var name in expected.Names) fixture.Tolerance("parameters").Check(model.Weights[name], expected[name], name);
        var key = Path.GetFileNameWithoutExtension(file);
        CheckFeatures(model, zoo, fixture, features[key], key);
    }

    private static void CheckFeatures(MergedModel model, ZooFixture zoo, Fixture fixture, Tensor expected, string what)
    {
        using var scope = NewDisposeScope();
        for (var task = 0; task < zoo.Tasks.Length; task++)
        {
            fixture.Tolerance("features").Check(model.Encode(zoo.Eval(task), zoo.Tasks[task]), expected.select(0, task), $"{what} on {zoo.Tasks[task]}");
        }
    }
}
