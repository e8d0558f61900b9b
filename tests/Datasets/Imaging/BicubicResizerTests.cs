using NUnit.Framework;
using SurgeryBench.Datasets.Imaging;

namespace SurgeryBench.Tests.Datasets.Imaging;

public sealed class BicubicResizerTests
{
    private delegate void Resizing(ReadOnlySpan<byte> source, int width, Span<byte> target, int side);

    private static readonly Resizing[] Resizings = [BicubicResizer<PillowWeighing, int>.Resize, BicubicResizer<SingleWeighing, float>.Resize];

    [Test]
    public void KeepsAnImageOfTheRightSize()
    {
        byte[] source = [1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 255];
        Assert.That(Resize(source, 2, 2), Is.EqualTo(new byte[] { 1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12 }));
    }

    [TestCase(64, 48)]
    [TestCase(20, 28)]
    public void KeepsAPlainColour(int width, int height)
    {
        var source = Enumerable.Range(0, width * height).SelectMany(_ => new byte[] { 10, 200, 90, 255 }).ToArray();
        var planes = Resize(source, width, 32);
        Assert.That(planes.Take(1024), Is.All.EqualTo(10));
        Assert.That(planes.Skip(1024).Take(1024), Is.All.EqualTo(200));
        Assert.That(planes.Skip(2048), Is.All.EqualTo(90));
    }

    [Test]
    public void CutsTheMiddleOutOfAWideImage()
    {
        byte[] row = [0, 10, 20, 30, 40, 50];
        var source = Enumerable.Repeat(row, 2).SelectMany(values => values).SelectMany(value => new byte[] { value, value, value, 255 }).ToArray();
        Assert.That(Resize(source, 6, 2).Take(4), Is.EqualTo(new byte[] { 20, 30, 20, 30 }));
    }

    [Test]
    public void WeighsAsKeysKernelDoesWhenDoubling()
    {
        // Between 0 0 100 100 the first new pixel right of the middle stands at a quarter: weights -9, 111, 29, -3 over 128.
        byte[] row = [0, 0, 100, 100];
        var source = Enumerable.Repeat(row, 4).SelectMany(values => values).SelectMany(value => new byte[] { value, value, value, 255 }).ToArray();
        Assert.That(Resize(source, 4, 8)[4], Is.EqualTo((byte)Math.Round(100 * (111 - 9) / 128.0)));
    }

    private static byte[] Resize(byte[] source, int width, int side)
    {
        var target = new byte[3 * side * side];
        Resizings[0](source, width, target, side);
        var other = new byte[target.Length];
        Resizings[1](source, width, other, side);
        Assert.That(other, Is.EqualTo(target));
        return target;
    }
}
