using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class BreadcrumbsParity
{
    [TestCase(true, "masked_0/")]
    [TestCase(false, "masked_keep_first_0/")]
    public void MasksRowsInEitherOrder(bool removeFirst, string prefix)
    {
        using var scope = NewDisposeScope();
        var (fixture, method) = Open(removeFirst);
        using var zoo = new ZooFixture();
        using var expected = fixture.Load("breadcrumbs.safetensors");
        string[] names = [.. expected.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];
        Assert.That(names, Is.Not.Empty);
        foreach (var name in names)
        {
            var key = name[prefix.Length..];
            var vector = zoo.Zoo.Experts[0].Weights[key] - zoo.Zoo.Base[key];
            fixture.Tolerance("masks").Check(method.Masked(vector.unsqueeze(0)).squeeze(0), expected[name], name);
        }
    }

    [Test]
    public void AddsTheMaskedVectors()
    {
        var (fixture, method) = Open(removeFirst: true);
        using var zoo = new ZooFixture();
        using var expected = fixture.Load("breadcrumbs.safetensors");
        using var merged = (SingleModel)method.Merge(zoo.Input);
        foreach (var name in expected.Names.Where(name => name.StartsWith("merged/", StringComparison.Ordinal)))
        {
            fixture.Tolerance("merged").Check(merged.Weights[name["merged/".Length..]], expected[name], name);
        }
    }

    private static (Fixture, Breadcrumbs) Open(bool removeFirst)
    {
        var fixture = Fixture.Open("breadcrumbs");
        double Number(string name) => fixture.Settings.GetProperty(name).GetDouble();
        return (fixture, new Breadcrumbs { Remove = Number("bc_remove"), Keep = Number("bc_keep"), Scale = Number("lam"), RemoveFirst = removeFirst });
    }
}
