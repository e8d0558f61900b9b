using SkiaSharp;

namespace SurgeryBench.Datasets.Folder;

/// <summary>Turns the bytes of an image file into the planes of a small square.</summary>
internal static class ImageDecoder
{
    /// <summary>Most pixels an image may have; checked before memory is taken for them.</summary>
    internal const long MostPixels = 1 << 25;

    /// <summary>Decodes, drops any transparency, makes grey images RGB, and resizes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a whole image of acceptable size.</exception>
    internal static void Decode(byte[] file, Span<byte> target, int side)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data) ?? throw new InvalidDataException("is not an image of a known format");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MostPixels) throw new InvalidDataException($"has {width}x{height} pixels, more than {MostPixels}");
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success) throw new InvalidDataException($"cannot be decoded ({result})");
        BicubicResizer.Resize(bitmap.GetPixelSpan(), width, target, side);
    }
}
