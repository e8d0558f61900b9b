using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class IsoParity
{
    private static readonly Fixture Golden = Fixture.Open("iso");

    [Test]
    public void FlattensTheSpectrumOfTheSum() => Check(new IsoC(), "iso_c.safetensors");

    [Test]
    public void AddsTaskSpecificDirections() =>
        Check(new IsoCts { CommonShare = Golden.Settings.GetProperty("cts").GetDouble() }, "iso_cts.safetensors");

    private static void Check(IMergeMethod method, string file)
    {
        using var zoo = new ZooFixture();
        using var expected = Golden.Load(file);
        using var merged = (SingleModel)method.Merge(zoo.Input);
        MergedVector.Check(merged, zoo, Golden, expected);
        MergedVector.CheckFeatures(merged, zoo, Golden, expected);
    }
}
