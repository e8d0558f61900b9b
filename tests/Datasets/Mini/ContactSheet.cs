using SkiaSharp;
using SurgeryBench.Datasets;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Datasets.Mini;

/// <summary>Pictures of a split side by side, a row a class, for the eye.</summary>
internal static class ContactSheet
{
    private const int Zoom = 2;

    internal static void Save(ImageSplit split, int classes, string path, int perClass = 10)
    {
        using var sheet = new SKBitmap(perClass * split.Side, classes * split.Side);
        for (var label = 0; label < classes; label++)
        {
            var members = Enumerable.Range(0, split.Count).Where(i => split.Labels[i] == label).Take(perClass).ToArray();
            for (var column = 0; column < members.Length; column++) Copy(split, members[column], sheet, column * split.Side, label * split.Side);
        }
        using var large = sheet.Resize(new SKSizeI(sheet.Width * Zoom, sheet.Height * Zoom), new SKSamplingOptions(SKFilterMode.Nearest));
        using var data = large.Encode(SKEncodedImageFormat.Png, 100);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, data.ToArray());
    }

    private static void Copy(ImageSplit split, int image, SKBitmap sheet, int left, int top)
    {
        using var scope = NewDisposeScope();
        var bytes = split.Pixels[image].data<byte>().ToArray();
        var plane = split.Side * split.Side;
        for (var i = 0; i < plane; i++)
            sheet.SetPixel(left + (i % split.Side), top + (i / split.Side), new SKColor(bytes[i], bytes[plane + i], bytes[(2 * plane) + i]));
    }
}
