using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class WudiParity
{
    private static readonly Fixture Golden = Fixture.Open("wudi");

    private static readonly int[] Counts = [.. Golden.Settings.GetProperty("wudi_iters").EnumerateArray().Select(count => count.GetInt32())];

    [TestCaseSource(nameof(Counts))]
    public void LowersTheInterferenceAsTheReferenceDoes(int iterations)
    {
        using var zoo = new ZooFixture();
        using var expected = Golden.Load("wudi.safetensors");
        using var merged = (SingleModel)new Wudi { Iterations = iterations }.Merge(zoo.Input);
        var isLast = iterations == Counts[^1];
        MergedVector.Check(merged, zoo, Golden, expected, isLast ? "" : $"iter_{iterations}/");
        if (!isLast) return;
        MergedVector.CheckFeatures(merged, zoo, Golden, expected);
        MergedVector.CheckRest(merged, zoo, expected);
    }
}
