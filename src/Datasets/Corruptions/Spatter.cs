using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Corruptions;

/// <summary>
/// Water, in the higher degrees mud, on the lens: where smoothed noise is highest, the image is covered. Simpler than the original, which also
/// shades the edges of drops; the share covered is ours.
/// </summary>
internal sealed class Spatter : ICorruption
{
    private const int FirstMud = 4;
    private const float SmoothingShare = 0.04f;
    private const float WaterOpacity = 0.6f;
    private static readonly float[] Shares = [0.08f, 0.14f, 0.2f, 0.24f, 0.32f];
    private static readonly float[] Water = [0.69f, 0.93f, 0.93f], Mud = [0.25f, 0.16f, 0.08f];

    public string Name => "spatter";

    public void Apply(Span<float> image, int side, int severity, Dice dice)
    {
        float[] noise = [.. Enumerable.Range(0, side * side).Select(_ => dice.Normal())];
        var height = Smoothed(noise, side, Math.Max(1, (int)MathF.Round(SmoothingShare * side)));
        var limit = height.Order().ElementAt((int)((1 - Shares[severity - 1]) * height.Length));
        var (colour, opacity) = severity >= FirstMud ? (Mud, 1f) : (Water, WaterOpacity);
        for (var pixel = 0; pixel < height.Length; pixel++)
        {
            if (height[pixel] < limit) continue;
            for (var channel = 0; channel < 3; channel++)
            {
                ref var value = ref image[(channel * height.Length) + pixel];
                value += opacity * (colour[channel] - value);
            }
        }
    }

    // Means over squares, twice: round enough for drops.
    private static float[] Smoothed(float[] field, int side, int radius)
    {
        for (var round = 0; round < 2; round++)
        {
            var rough = field;
            field = [.. Enumerable.Range(0, field.Length).Select(pixel => MeanAround(rough, side, pixel % side, pixel / side, radius))];
        }
        return field;
    }

    private static float MeanAround(float[] field, int side, int x, int y, int radius)
    {
        var sum = 0f;
        for (var row = y - radius; row <= y + radius; row++)
            for (var column = x - radius; column <= x + radius; column++) sum += field[((row + side) % side * side) + ((column + side) % side)];
        return sum / ((2 * radius) + 1) / ((2 * radius) + 1);
    }
}
