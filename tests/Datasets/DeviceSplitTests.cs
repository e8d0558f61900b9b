using NUnit.Framework;
using SurgeryBench.Datasets;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Datasets;

public sealed class DeviceSplitTests
{
    private readonly ImageSplit split = new([.. Enumerable.Range(0, 3 * 12).Select(i => (byte)(7 * i))], [2, 0, 1], side: 2);

    [OneTimeTearDown]
    public void Close() => split.Dispose();

    // The device's own arithmetic is tested where there is one; what travels and how it is normalised is the same here.
    [Test]
    public void HandsOutTheSameNumbers()
    {
        using var device = new DeviceSplit(split, CPU);
        using Tensor there = device.Take([2, 0, 2]), here = split.Take([2, 0, 2]);
        Assert.That(device.Count, Is.EqualTo(split.Count));
        Assert.That(there.eq(here).all().item<bool>());
    }

    [Test]
    public void IsTheSplitItselfOnTheCpu() => Assert.That(split.On(CPU), Is.SameAs(split));

    [Test]
    public void LeavesNoTensorBehindButTheResult()
    {
        using var device = new DeviceSplit(split, CPU);
        var before = LiveTensors.Count();
        device.Take([0, 1]).Dispose();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }
}
