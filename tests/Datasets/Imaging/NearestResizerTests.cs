using NUnit.Framework;
using SurgeryBench.Datasets.Imaging;

namespace SurgeryBench.Tests.Datasets.Imaging;

public sealed class NearestResizerTests
{
    // The middles of new pixels stand at (i + 1/2) 4/3 and (i + 1/2) 2/5 of the source: 0.67, 2, 3.33 and 0.2, 0.6, 1, 1.4, 1.8.
    [TestCase(4, 3, new byte[] { 0, 2, 3 })]
    [TestCase(2, 5, new byte[] { 0, 0, 1, 1, 1 })]
    [TestCase(3, 3, new byte[] { 0, 1, 2 })]
    public void TakesThePixelUnderTheMiddleOfTheNewOne(int length, int side, byte[] expected)
    {
        var source = Enumerable.Range(0, length * length).SelectMany(i => new byte[] { (byte)(i % length), (byte)(i / length), 7, 255 }).ToArray();
        var planes = new byte[3 * side * side];
        NearestResizer.Resize(source, length, planes, side);
        Assert.That(planes.Take(side), Is.EqualTo(expected));
        Assert.That(planes.Skip(side * side).Where((_, i) => i % side == 0).Take(side), Is.EqualTo(expected));
        Assert.That(planes.Skip(2 * side * side), Is.All.EqualTo(7));
    }

    [Test]
    public void CutsTheMiddleOutOfAWideImage()
    {
        var source = Enumerable.Range(0, 12).SelectMany(i => new byte[] { (byte)(i % 6), 0, 0, 255 }).ToArray();
        var planes = new byte[3 * 2 * 2];
        NearestResizer.Resize(source, 6, planes, 2);
        Assert.That(planes.Take(4), Is.EqualTo(new byte[] { 2, 3, 2, 3 }));
    }
}
