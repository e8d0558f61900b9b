using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Models;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class MagMaxTests
{
    [Test]
    public void TakesTheLargestChangeOfEachEntryWithItsSign()
    {
        using var start = Of(1, 1, 1, 1);
        var input = new MergeInput
        {
            Base = start,
            Backbone = BackboneCatalog.Find("vit-mini"),
            Experts = [new Expert("a", Of(3, 0, 1, 2), new Head(ones(2, 2))), new Expert("b", Of(2, -4, 1, 0), new Head(ones(2, 2)))],
        };
        using var model = (SingleModel)new MagMax { Scale = 0.5 }.Merge(input); // changes 2 -1 0 1 and 1 -5 0 -1; the last is a tie
        Assert.That(model.Weights["w"].data<float>().ToArray(), Is.EqualTo(new[] { 2, -1.5f, 1, 1.5f }));
    }

    private static Weights Of(params float[] values) => new([KeyValuePair.Create("w", tensor(values))]);
}
