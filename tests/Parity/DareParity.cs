using System.Globalization;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class DareParity
{
    private Fixture fixture = null!;
    private Weights numbers = null!;
    private ZooFixture zoo = null!;

    [OneTimeSetUp]
    public void Load()
    {
        fixture = Fixture.Open("dare");
        (numbers, zoo) = (fixture.Load("dare.safetensors"), new ZooFixture());
    }

    [OneTimeTearDown]
    public void Free()
    {
        numbers.Dispose();
        zoo.Dispose();
    }

    private double Rate => fixture.Settings.GetProperty("dare_p").GetDouble();

    [Test]
    public void DropsWhereTheGivenNumbersSay()
    {
        using var scope = NewDisposeScope();
        foreach (var (name, task, key) in Entries("dropped_"))
        {
            var vector = zoo.Zoo.Experts[task].Weights[key] - zoo.Zoo.Base[key];
            fixture.Tolerance("all").Check(Drop.Of(vector, numbers[$"uniform_{task}/{key}"], Rate), numbers[name], name);
        }
    }

    [Test]
    public void AddsWhatIsLeftOfAllTasks()
    {
        using var scope = NewDisposeScope();
        string[] keys = [.. numbers.Names.Where(name => name.StartsWith("merged/", StringComparison.Ordinal)).Select(name => name["merged/".Length..])];
        var input = zoo.Input with
        {
            Base = Only(zoo.Zoo.Base, keys),
            Experts = [.. zoo.Zoo.Experts.Select(expert => expert with { Weights = Only(expert.Weights, keys) })],
        };
        var dropped = Drop.Experts(input, Rate, (task, name, _) => numbers[$"uniform_{zoo.Tasks.IndexOf(task)}/{name}"]);
        using var merged = (SingleModel)new TaskArithmetic { Scale = fixture.Settings.GetProperty("lam").GetDouble() }.Merge(input with { Experts = dropped });
        foreach (var key in keys) fixture.Tolerance("all").Check(merged.Weights[key], numbers[$"merged/{key}"], key);
        input.Base.Dispose();
        foreach (var expert in input.Experts) expert.Weights.Dispose();
    }

    [Test]
    public void KnowsTheMagnitudeStrategy()
    {
        using var scope = NewDisposeScope();
        foreach (var (name, task, key) in Entries("magnitude_masked_"))
        {
            var vector = (zoo.Zoo.Experts[task].Weights[key] - zoo.Zoo.Base[key]).contiguous();
            fixture.Tolerance("all").Check(Drop.Smallest(vector, Rate), numbers[name], name);
        }
    }

    private IEnumerable<(string Name, int Task, string Key)> Entries(string prefix) =>
        from name in numbers.Names
        where name.StartsWith(prefix, StringComparison.Ordinal)
        let parts = name[prefix.Length..].Split('/', 2)
        select (name, int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);

    private static Weights Only(Weights weights, string[] keys) => new(keys.Select(key => KeyValuePair.Create(key, weights[key].clone())));
}
