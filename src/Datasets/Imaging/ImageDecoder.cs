using System.Runtime.InteropServices;
using SkiaSharp;

namespace SurgeryBench.Datasets.Imaging;

/// <summary>Turns the bytes of an image file into pixels. Colour profiles, gamma and EXIF orientation are ignored, as Pillow ignores them.</summary>
internal static class ImageDecoder
{
    /// <summary>Most pixels an image may have; checked before memory is taken for them.</summary>
    internal const long MostPixels = 1 << 25;

    private const int PngDepth = 24, PngColour = 25;

    /// <summary>Decodes a whole image; greys become three equal colours.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a whole image of acceptable size.</exception>
    internal static RawImage Decode(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data) ?? throw new InvalidDataException("is not an image of a known format");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MostPixels) throw new InvalidDataException($"has {width}x{height} pixels, more than {MostPixels}");
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success) throw new InvalidDataException($"cannot be decoded ({result})");
        var pixels = new byte[4 * width * height];
        Marshal.Copy(bitmap.GetPixels(), pixels, 0, pixels.Length);
        return new RawImage(KindOf(codec, file), pixels, width);
    }

    private static PixelKind KindOf(SKCodec codec, byte[] file) => codec.EncodedFormat switch
    {
        SKEncodedImageFormat.Png => KindOfPng(file[PngDepth], file[PngColour]),
        SKEncodedImageFormat.Gif => PixelKind.Indexed,
        SKEncodedImageFormat.Webp when codec.Info.AlphaType != SKAlphaType.Opaque => PixelKind.Translucent,
        _ => PixelKind.Opaque,
    };

    private static PixelKind KindOfPng(int depth, int colour) => (depth, colour) switch
    {
        (_, 3) or (1, 0) => PixelKind.Indexed,
        (_, 4 or 6) => PixelKind.Translucent,
        _ => PixelKind.Opaque,
    };
}
