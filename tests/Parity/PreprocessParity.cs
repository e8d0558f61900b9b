using System.Globalization;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Imaging;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

/// <summary>CLIP's preprocessing as Pillow does it, from files and, apart from any JPEG decoder, from decoded bytes.</summary>
[Category("Parity")]
public sealed class PreprocessParity
{
    private const string Bytes = "uint8_hwc", Normalised = "normalized_chw", Decoded = "decoded_";
    private static readonly Fixture Fixture = Fixture.Open("preprocess");
    private readonly Weights expected = Fixture.Load("expected.safetensors");

    private static IEnumerable<string> Results(string kind) =>
        Fixture.Description.GetProperty("files").GetProperty("expected.safetensors").GetProperty("shapes").EnumerateObject()
            .Select(shape => shape.Name).Where(name => name.Split('/')[^1].StartsWith(kind, StringComparison.Ordinal));

    private static IEnumerable<string> Files() => Results(Bytes);

    private static IEnumerable<string> Photos() => Results(Normalised);

    private static IEnumerable<string> DecodedFiles() => Results(Decoded).Where(name => !name.EndsWith("CMYK", StringComparison.Ordinal));

    private static IEnumerable<string> Broken() =>
        Fixture.Description.GetProperty("images").EnumerateObject().Where(image => image.Value.TryGetProperty("reference_error", out _)).Select(image => image.Name);

    [OneTimeTearDown]
    public void Close() => expected.Dispose();

    [TestCaseSource(nameof(Files))]
    public void ReadsAFileAsTheReferenceDoes(string name)
    {
        var (file, side) = Parts(name);
        var planes = new byte[3 * side * side];
        ClipPreprocessing.Read(File.ReadAllBytes(Path(file)), planes, side);
        using var scope = NewDisposeScope();
        var actual = tensor(planes, ScalarType.Byte).view(3, side, side).permute(1, 2, 0);
        Check(actual, expected[name], file);
    }

    [TestCaseSource(nameof(DecodedFiles))]
    public void ResizesDecodedBytesExactly(string name)
    {
        var file = Parts(name).File;
        using var scope = NewDisposeScope();
        var pixels = expected[name];
        var rgba = (pixels.dim() == 2 ? pixels.unsqueeze(2) : pixels).expand(-1, -1, 3);
        rgba = cat([rgba, full_like(rgba.narrow(2, 0, 1), 255)], 2).contiguous();
        foreach (var result in Files().Where(result => Parts(result).File == file))
        {
            var side = Parts(result).Side;
            var planes = new byte[3 * side * side];
            BicubicResizer<PillowWeighing, int>.Resize(rgba.data<byte>().ToArray(), (int)pixels.shape[1], planes, side);
            var actual = tensor(planes, ScalarType.Byte).view(3, side, side).permute(1, 2, 0);
            Fixture.Tolerance("PNG/BMP uint8").Check(actual, expected[result], result);
        }
    }

    [TestCaseSource(nameof(Photos))]
    public void NormalisesTheSameBytesAlike(string name)
    {
        var (file, side) = Parts(name);
        using var scope = NewDisposeScope();
        var bytes = expected[$"{file}/{side}/{Bytes}"].permute(2, 0, 1).contiguous().data<byte>().ToArray();
        using var split = new ImageSplit(bytes, [0], side);
        Fixture.Tolerance("normalized").Check(split.Take([0]).squeeze(0), expected[name], name);
    }

    [TestCaseSource(nameof(Broken))]
    public void FindsFaultWithABrokenFileInOneLine(string file)
    {
        var planes = new byte[3 * 16 * 16];
        Assert.That(() => ClipPreprocessing.Read(File.ReadAllBytes(Path(file)), planes, 16),
            Throws.InstanceOf<InvalidDataException>().With.Message.Not.Contains("\n"));
    }

    private static void Check(Tensor actual, Tensor expected, string file)
    {
        var format = Fixture.Description.GetProperty("images").GetProperty(file).GetProperty("format").GetString()!;
        if (format != "JPEG")
        {
            Fixture.Tolerance("PNG/BMP uint8").Check(actual, expected, file);
            return;
        }
        var (mean, most) = LevelTolerance.Parse(Fixture.Description.GetProperty("tolerance").GetProperty("JPEG uint8").GetString()!);
        var off = (actual.to_type(ScalarType.Float64) - expected.to_type(ScalarType.Float64)).abs();
        Assert.That(off.mean().item<double>(), Is.LessThan(mean), $"{file}: mean difference in levels");
        Assert.That(off.max().item<double>(), Is.LessThanOrEqualTo(most), $"{file}: largest difference in levels");
    }

    private static (string File, int Side) Parts(string name)
    {
        var parts = name.Split('/');
        return (parts[0], parts.Length > 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
    }

    private static string Path(string file) => Fixture.PathOf("images", file);
}
