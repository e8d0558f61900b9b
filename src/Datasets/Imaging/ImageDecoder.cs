using System.Runtime.InteropServices;
using SkiaSharp;

namespace SurgeryBench.Datasets.Imaging;

/// <summary>Turns the bytes of an image file into pixels. Colour profiles, gamma and EXIF orientation are ignored, as Pillow ignores them.</summary>
internal static class ImageDecoder
{
    /// <summary>Most pixels an image may have; checked before memory is taken for them.</summary>
    internal const long MostPixels = 1 << 25;

    /// <summary>Most bytes of pixels that any file may have, and how many more for each of its own: a small file is not to take much memory.</summary>
    private const long AlwaysAllowedBytes = 60 << 20, MostGrowth = 8;

    private const int BytesAPixel = 4, PngDepth = 24, PngColour = 25;

    /// <summary>Decodes a whole image; greys become three equal colours.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a whole image of acceptable size.</exception>
    internal static RawImage Decode(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data) ?? throw new InvalidDataException("is not an image of a known format");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MostPixels) throw new InvalidDataException($"has {width}x{height} pixels, more than {MostPixels}");
        var most = AlwaysAllowedBytes + (MostGrowth * file.Length);
        if ((long)width * height * BytesAPixel > most) throw new InvalidDataException($"has {width}x{height} pixels in {file.Length} bytes; at most {most / BytesAPixel} pixels are decoded from so few");
        return new RawImage(KindOf(codec, file), Pixels(codec, new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul)), width);
    }

    // Straight into the array that is handed on: a bitmap between would take as much again.
    private static byte[] Pixels(SKCodec codec, SKImageInfo info)
    {
        var pixels = new byte[info.BytesSize];
        var pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            var result = codec.GetPixels(info, pinned.AddrOfPinnedObject());
            return result == SKCodecResult.Success ? pixels : throw new InvalidDataException($"cannot be decoded ({result})");
        }
        finally
        {
            pinned.Free();
        }
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
