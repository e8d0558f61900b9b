using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Corruptions;

/// <summary>The camera moved: every pixel is a normally weighted mean along a line, within 45 degrees of the horizontal.</summary>
internal sealed class MotionBlur : ICorruption
{
    private const float PublishedSide = 224;
    private const float Steepest = MathF.PI / 4;
    private static readonly (float Length, float Deviation)[] Lines = [(10, 3), (15, 5), (15, 8), (15, 12), (20, 15)];

    public string Name => "motion-blur";

    public void Apply(Span<float> image, int side, int severity, Dice dice)
    {
        var (length, deviation) = (Lines[severity - 1].Length * side / PublishedSide, Lines[severity - 1].Deviation * side / PublishedSide);
        var angle = dice.Between(-Steepest, Steepest);
        // Both ways, as the exposure has no beginning; half a pixel at a time, so that short lines of small images blur too.
        float[] steps = [.. Enumerable.Range(-(int)MathF.Ceiling(2 * length), (2 * (int)MathF.Ceiling(2 * length)) + 1).Select(step => step / 2f).Where(step => MathF.Abs(step) <= length)];
        float[] weights = [.. steps.Select(step => MathF.Exp(-step * step / (2 * deviation * deviation)))];
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = image.Slice(channel * side * side, side * side);
            var sharp = plane.ToArray();
            for (var pixel = 0; pixel < plane.Length; pixel++)
            {
                var (sum, total) = (0f, weights.Sum());
                for (var step = 0; step < steps.Length; step++)
                    sum += weights[step] * At(sharp, side, (pixel % side) + (steps[step] * MathF.Cos(angle)), (pixel / side) + (steps[step] * MathF.Sin(angle)));
                plane[pixel] = sum / total;
            }
        }
    }

    // Between pixels, the mean of the four around weighted by distance; beyond the edge, the edge.
    private static float At(float[] plane, int side, float x, float y)
    {
        var (left, top) = (MathF.Floor(x), MathF.Floor(y));
        var (right, down) = (x - left, y - top);
        var upper = ((1 - right) * Pixel(left, top)) + (right * Pixel(left + 1, top));
        var lower = ((1 - right) * Pixel(left, top + 1)) + (right * Pixel(left + 1, top + 1));
        return ((1 - down) * upper) + (down * lower);

        float Pixel(float column, float row) => plane[(Math.Clamp((int)row, 0, side - 1) * side) + Math.Clamp((int)column, 0, side - 1)];
    }
}
