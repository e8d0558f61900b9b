using SkiaSharp;
using SurgeryBench.Datasets.Imaging;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Corruptions;

/// <summary>Stored as a small JPEG file and read again.</summary>
internal sealed class JpegCompression : ICorruption
{
    private static readonly int[] Qualities = [25, 18, 15, 10, 7];

    public string Name => "jpeg-compression";

    public void Apply(Span<float> image, int side, int severity, Dice dice)
    {
        var plane = side * side;
        using var bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var pixel = 0; pixel < plane; pixel++)
            bitmap.SetPixel(pixel % side, pixel / side, new SKColor(CorruptedSplit.Byte(image[pixel]), CorruptedSplit.Byte(image[plane + pixel]), CorruptedSplit.Byte(image[(2 * plane) + pixel])));
        using var file = bitmap.Encode(SKEncodedImageFormat.Jpeg, Qualities[severity - 1]);
        var read = ImageDecoder.Decode(file.ToArray());
        for (var pixel = 0; pixel < plane; pixel++)
            for (var channel = 0; channel < 3; channel++) image[(channel * plane) + pixel] = read.Pixels[(4 * pixel) + channel] / 255f;
    }
}
