using System.Buffers.Binary;
using System.Collections.Immutable;
using SkiaSharp;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Imaging;
using SurgeryBench.Tests.Datasets.Folder;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Parity;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Image files of every format that is decoded, and what is made of their pixels.</summary>
internal sealed class ImageTarget : FuzzTarget
{
    private const int Side = 24, PngStart = 8, ChunkBytes = 12;

    public override string Name => "image";

    public override int Share => 5;

    public override ImmutableArray<byte[]> Words { get; } = Latin(
        "\u0089PNG\r\n\u001a\n", "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "acTL", "fcTL", "iCCP", "gAMA", "\u00ff\u00d8", "\u00ff\u00d9", "\u00ff\u00c0", "\u00ff\u00c2", "\u00ff\u00c4", "\u00ff\u00da", "\u00ff\u00db", "\u00ff\u00dd", "\u00ff\u00e1", "\u00ff\u00ee",
        "GIF87a", "GIF89a", ",", "!\u00f9\u0004", "RIFF", "WEBP", "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "BM", "\u0000\u0000\u0001\u0000", "\u0000\u0000\u0000\u0001", "\u0000\u0000\u0010\u0000", "\u0000\u0000\u00ff\u00ff", "\u007f\u00ff\u00ff\u00ff");

    public override IEnumerable<Func<byte[]>> Attacks => new[] { (5700, 5700), (4000, 3900), (1 << 24, 1), (1, 1 << 24), (1 << 15, 1 << 10), (60_000, 60_000) }.Select(size => (Func<byte[]>)(() => PngBombs.Of(size.Item1, size.Item2)));

    public override bool IsRefusal(Exception fault) => fault is InvalidDataException;

    public override void Read(byte[] input, string folder)
    {
        var planes = new byte[3 * Side * Side];
        // The two ways that images go, each by itself: both together would take twice the memory.
        if (input.Length % 2 == 0)
        {
            ClipPreprocessing.Read(input, planes, Side);
            return;
        }
        var image = ImageDecoder.Decode(input);
        BicubicResizer<SingleWeighing, float>.Resize(image.Pixels, image.Width, planes, Side);
    }

    /// <summary>Every chunk of a PNG gets the checksum of what it holds.</summary>
    public override byte[] Mend(byte[] input)
    {
        if (!input.AsSpan().StartsWith(Words[0])) return input;
        for (long at = PngStart; at + ChunkBytes <= input.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(input.AsSpan((int)at));
            if (at + ChunkBytes + length > input.Length) break;
            BinaryPrimitives.WriteUInt32BigEndian(input.AsSpan((int)(at + 8 + length)), Crc32.Of(input.AsSpan((int)at + 4, 4 + (int)length)));
            at += ChunkBytes + length;
        }
        return input;
    }

    protected override IEnumerable<byte[]> Seeds()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(19, 13, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var i = 0; i < bitmap.Width * bitmap.Height; i++) bitmap.SetPixel(i % bitmap.Width, i / bitmap.Width, new SKColor((byte)(i * 3), (byte)(i * 5), (byte)(i * 7), (byte)(i * 11)));
        foreach (var format in new[] { SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp }) yield return bitmap.Encode(format, 80).ToArray();
        yield return ImageFolder.Picture(1, 2, 40, 28);
        yield return Convert.FromHexString("4749463839610200020080000000000000ffffff21f90401000001002c00000000020002000002028451003b");
        yield return Convert.FromHexString("424d46000000000000003600000028000000020000000200000001001800000000001000000000000000000000000000000000000000ff000000ff000000ff0000ffffff0000");
        foreach (var file in Directory.EnumerateFiles(Fixture.Open("preprocess").PathOf("images")).Order(StringComparer.Ordinal)) yield return File.ReadAllBytes(file);
    }
}
