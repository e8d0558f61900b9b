using NUnit.Framework;
using SurgeryBench.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Datasets;

public sealed class ImageSplitTests
{
    private static readonly double[] Mean = [0.48145466, 0.4578275, 0.40821073], Deviation = [0.26862954, 0.26130258, 0.27577711];
    private readonly ImageSplit split = new([.. Enumerable.Range(0, 3 * 12).Select(i => (byte)(7 * i))], [2, 0, 1], side: 2);

    [OneTimeTearDown]
    public void Close() => split.Dispose();

    [Test]
    public void TakesImagesInTheOrderAskedForWithRepeats()
    {
        using var taken = split.Take([2, 0, 2]);
        Assert.That(taken.shape, Is.EqualTo(new long[] { 3, 3, 2, 2 }));
        Assert.That(taken.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(taken[0].allclose(taken[2]), Is.True);
        Assert.That(taken[0].allclose(taken[1]), Is.False);
    }

    [Test]
    public void NormalisesEveryChannelAsClipDoes()
    {
        using var taken = split.Take([1]);
        var values = taken.data<float>().ToArray();
        for (var i = 0; i < 12; i++)
            Assert.That(values[i], Is.EqualTo(((7 * (12 + i) / 255.0) - Mean[i / 4]) / Deviation[i / 4]).Within(1e-6));
    }

    [Test]
    public void LeavesNoTensorBehindButTheResult()
    {
        using var scope = NewDisposeScope();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        split.Take([0, 1]).Dispose();
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
        Assert.That(scope.DisposablesCount, Is.Zero);
    }

    [Test]
    public void ServesSeveralThreadsAtOnce()
    {
        using var expected = split.Take([0, 1, 2]);
        var reference = expected.data<float>().ToArray();
        Parallel.For(0, 64, _ =>
        {
            using var taken = split.Take([0, 1, 2]);
            Assert.That(taken.data<float>().ToArray(), Is.EqualTo(reference));
        });
    }

    [Test]
    public void RefusesPixelsThatDoNotFitTheLabels() =>
        Assert.That(() => new ImageSplit(new byte[11], [0], side: 2), Throws.ArgumentException.With.Message.Contains("11 bytes are not 1 images of 2x2"));

    [Test]
    public void JoinsSplitsOneAfterTheOther()
    {
        using var joined = ImageSplit.Join([split, split]);
        Assert.That(joined.Labels, Is.EqualTo(new[] { 2, 0, 1, 2, 0, 1 }));
        using var taken = joined.Take([1, 4]);
        Assert.That(taken[0].allclose(taken[1]), Is.True);
    }
}
