using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Models;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class TiesTests
{
    // The first coordinate's entries cancel: it takes the sign that most coordinates of the whole model have, whichever tensor they lie in.
    [TestCase(1, 0.3)]
    [TestCase(-1, -0.3)]
    public void GivesCoordinatesThatCancelTheSignOfTheWholeModel(int lean, double expected)
    {
        using var anchor = Of([0, 0], [0, 0, 0]);
        using Weights first = Of([1, 2 * lean], [3 * lean, 4 * lean, lean]), second = Of([-1, 5 * lean], [7 * lean, lean, 2 * lean]);
        var input = new MergeInput
        {
            Base = anchor,
            Experts = [new Expert("one", first, new Head(ones(1, 1))), new Expert("two", second, new Head(ones(1, 1)))],
            Backbone = BackboneCatalog.Find("vit-mini"),
        };
        using var merged = (SingleModel)new Ties { Density = 0.99 }.Merge(input);
        Assert.That(merged.Weights["a"].data<float>().ToArray(), Is.EqualTo(new[] { expected, 0.3 * 7 * lean }).Within(1e-6));
        Assert.That(merged.Weights["b"].data<float>().ToArray(), Is.EqualTo(new[] { 0.3 * 10 * lean, 0.3 * 5 * lean, 0.3 * 3 * lean }).Within(1e-6));
        foreach (var expert in input.Experts) expert.Head.Dispose();
    }

    private static Weights Of(float[] a, float[] b) => new([KeyValuePair.Create("a", tensor(a)), KeyValuePair.Create("b", tensor(b))]);
}
