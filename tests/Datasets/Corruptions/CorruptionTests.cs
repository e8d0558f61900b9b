using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Corruptions;
using SurgeryBench.Datasets.Mini.Drawing;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Datasets.Corruptions;

[UnderLease]
public sealed class CorruptionTests
{
    private const int Side = 32, Plane = Side * Side;

    private static IEnumerable<string> Names => CorruptionCatalog.Names;

    [Test]
    public void AreTheSevenOfTheAdaMergingPaper() => Assert.That(Names, Is.EqualTo(
        new[] { "motion-blur", "impulse-noise", "gaussian-noise", "pixelate", "spatter", "contrast", "jpeg-compression" }));

    [TestCaseSource(nameof(Names))]
    public void DrawsTheSameBytesForEqualSeedsAndLeavesTheImagesAlone(string name)
    {
        using var split = Split();
        var before = Bytes(split);
        using ImageSplit one = CorruptedSplit.Of(split, name, 3, Seed.Of("a")), same = CorruptedSplit.Of(split, name, 3, Seed.Of("a"));
        Assert.That(Bytes(one), Is.EqualTo(Bytes(same)).And.Not.EqualTo(before));
        Assert.That(Bytes(split), Is.EqualTo(before));
        Assert.That((one.Labels, one.Side), Is.EqualTo((split.Labels, split.Side)));
    }

    [TestCase("motion-blur")]
    [TestCase("impulse-noise")]
    [TestCase("gaussian-noise")]
    [TestCase("spatter")]
    public void LeavesSomethingToChanceForEachImage(string name)
    {
        using var split = Split();
        using ImageSplit one = CorruptedSplit.Of(split, name, 3, Seed.Of("a")), other = CorruptedSplit.Of(split, name, 3, Seed.Of("b"));
        var bytes = Bytes(one);
        Assert.That(Bytes(other), Is.Not.EqualTo(bytes));
        Assert.That(bytes[..(3 * Plane)], Is.Not.EqualTo(bytes[(6 * Plane)..(9 * Plane)]), "images 0 and 2 are equal before");
    }

    [TestCaseSource(nameof(Names))]
    public void GrowsWithSeverity(string name)
    {
        using var split = Split();
        double[] distances = [.. new[] { 1, 5 }.Select(severity => Distance(split, name, severity))];
        Assert.That(distances, Is.Ordered.Ascending.And.Unique);
        Assert.That(distances[0], Is.GreaterThan(1));
    }

    [TestCase(0)]
    [TestCase(6)]
    public void RefusesASeverityThatThereIsNot(int severity)
    {
        using var split = Split();
        Assert.That(() => CorruptedSplit.Of(split, "contrast", severity, Seed.Of("a")), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void PixelatesToMeansOfEqualSquares()
    {
        float[] image = [.. Enumerable.Range(0, 3 * Plane).Select(index => index % Side < 4 ? 1f : 0f)];
        new Pixelate().Apply(image, Side, 5, Dice());
        Assert.That(image[..8], Is.EqualTo(new float[] { 1, 1, 1, 1, 0, 0, 0, 0 }), "8 cells of 4 pixels");
        image = [.. Enumerable.Range(0, 3 * Plane).Select(index => index % Side == 1 ? 1f : 0f)];
        new Pixelate().Apply(image, Side, 5, Dice());
        Assert.That(image[..5], Is.EqualTo(new[] { 0.25f, 0.25f, 0.25f, 0.25f, 0 }));
    }

    [Test]
    public void DrawsContrastTogetherRoundTheMeanOfEachChannel()
    {
        float[] image = [.. Enumerable.Range(0, 3 * Plane).Select(index => (index / Plane * 0.25f) + (index % 2 * 0.5f))];
        new Contrast().Apply(image, Side, 4, Dice());
        Assert.That(new[] { image[0], image[1], image[Plane], image[Plane + 1] }, Is.EqualTo(new[] { 0.225f, 0.275f, 0.475f, 0.525f }).Within(1e-4));
    }

    [Test]
    public void BlursAlongALineAndKeepsWhatIsEqualEverywhere()
    {
        float[] flat = [.. Enumerable.Repeat(0.4f, 3 * Plane)];
        new MotionBlur().Apply(flat, Side, 5, Dice());
        Assert.That(flat, Is.All.EqualTo(0.4f).Within(1e-5));
        var dot = new float[3 * Plane];
        dot[(16 * Side) + 16] = 1;
        new MotionBlur().Apply(dot, Side, 5, Dice());
        Assert.That(dot[..Plane].Sum(), Is.EqualTo(1).Within(0.02), "light is only moved");
        Assert.That(dot[..Plane].Max(), Is.LessThan(0.5));
        Assert.That(dot[Plane..], Is.All.Zero, "channels are blurred each by itself");
    }

    [Test]
    public void CoversTheStatedShareWithMud()
    {
        var image = new float[3 * Plane];
        new Spatter().Apply(image, Side, 5, Dice());
        Assert.That(image[..Plane].Count(value => value == 0.25f) / (double)Plane, Is.EqualTo(0.32).Within(0.01));
    }

    [Test]
    public void AddsNoiseOfTheStatedStrength()
    {
        var image = new float[3 * Plane];
        new GaussianNoise().Apply(image, Side, 2, Dice());
        Assert.That(Math.Sqrt(image.Average(value => (double)value * value)), Is.EqualTo(0.12).Within(0.005));
        image = [.. Enumerable.Repeat(0.5f, 3 * Plane)];
        new ImpulseNoise().Apply(image, Side, 5, Dice());
        Assert.That(image.Count(value => value is 0 or 1) / (double)image.Length, Is.EqualTo(0.27).Within(0.03));
    }

    private static Dice Dice() => new(Seed.Of("corruption").Random());

    private static double Distance(ImageSplit split, string name, int severity)
    {
        using var corrupted = CorruptedSplit.Of(split, name, severity, Seed.Of("a"));
        return Bytes(split).Zip(Bytes(corrupted)).Average(pair => Math.Abs(pair.First - pair.Second));
    }

    // Bars and a slope, so that every corruption has something to spoil; the first and the third image are equal.
    private static ImageSplit Split()
    {
        byte[] pixels = [.. Enumerable.Range(0, 9 * Plane).Select(index => (byte)((index % Side / 3 % 2 * 150) + (index % Plane / Side * 2) + (index / (3 * Plane) % 2 * 20)))];
        return new ImageSplit(pixels, [0, 1, 2], Side);
    }

    private static byte[] Bytes(ImageSplit split) => split.Pixels.data<byte>().ToArray();
}
