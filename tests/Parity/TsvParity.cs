using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class TsvParity
{
    [Test]
    public void MergesSingularVectorsAsTheReferenceDoes()
    {
        var fixture = Fixture.Open("tsv");
        using var zoo = new ZooFixture();
        using var expected = fixture.Load("tsv_m.safetensors");
        using var merged = (SingleModel)new TsvM().Merge(zoo.Input);
        MergedVector.Check(merged, zoo, fixture, expected);
        MergedVector.CheckFeatures(merged, zoo, fixture, expected);
    }
}
