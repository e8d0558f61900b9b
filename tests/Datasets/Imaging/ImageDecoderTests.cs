using NUnit.Framework;
using SurgeryBench.Datasets.Imaging;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Datasets.Imaging;

public sealed class ImageDecoderTests
{
    [Test]
    public void RefusesASmallFileOfALargeImageBeforeItTakesMemory()
    {
        var file = PngBombs.Of(5700, 5700);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => ImageDecoder.Decode(file), Throws.TypeOf<InvalidDataException>().With.Message.Contains($"has 5700x5700 pixels in {file.Length} bytes"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void DecodesAnImageOfFifteenMegapixelsFromAnyFile()
    {
        var image = ImageDecoder.Decode(PngBombs.Of(5000, 3000));
        Assert.That((image.Width, image.Height, image.Kind), Is.EqualTo((5000, 3000, PixelKind.Indexed)));
    }

    [Test]
    public void DecodesWithoutASecondCopyOfThePixels()
    {
        var file = PngBombs.Of(1000, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ImageDecoder.Decode(file);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4_200_000));
    }
}
