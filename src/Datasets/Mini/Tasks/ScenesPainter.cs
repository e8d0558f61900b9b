using System.Collections.Immutable;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Places seen at eye level in the manner of SUN397: what tells them apart is the layout; the hour and the colours vary.</summary>
internal sealed class ScenesPainter : IImagePainter
{
    // Knobs: strength of the blotches over the whole scene.
    private const float Blotches = 0.1f;
    private static readonly Variation Variation = new() { Shift = 1, Smallest = 1, Largest = 1.12f, Turn = 3, Mirrored = true };
    private static readonly Finish Finish = new() { Noise = 0.03f, Blur = 0.14f, Darkest = 0.75f };

    public string Name => "scenes";

    public ImmutableArray<string> Classes { get; } =
    [
        "beach", "mountain", "skyline", "forest", "corridor", "desert", "road", "bridge", "waterfall", "bedroom", "library", "stadium",
    ];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        using (sketch.Vary(Variation))
        {
            var outdoors = new OutdoorScenes(sketch);
            var built = new BuiltScenes(sketch);
            Action paint = label switch
            {
                0 => outdoors.Beach,
                1 => outdoors.Mountain,
                2 => built.Skyline,
                3 => outdoors.Forest,
                4 => built.Corridor,
                5 => outdoors.Desert,
                6 => outdoors.Road,
                7 => built.Bridge,
                8 => outdoors.Waterfall,
                9 => built.Bedroom,
                10 => built.Library,
                _ => built.Stadium,
            };
            paint();
        }
        sketch.Mottle(sketch.Dice.Whole(4, 10), Blotches);
    }

    /// <summary>A sky at some hour of the day.</summary>
    internal static void Sky(Sketch sketch)
    {
        var dice = sketch.Dice;
        var (upper, lower) = dice.Whole(0, 4) switch
        {
            0 => (dice.Near(215, 0.6f, 0.85f), dice.Near(205, 0.25f, 0.95f)),
            1 => (dice.Near(260, 0.4f, 0.5f), dice.Near(25, 0.6f, 0.95f)),
            2 => (dice.Near(210, 0.1f, 0.6f), dice.Near(210, 0.08f, 0.8f)),
            3 => (dice.Near(235, 0.6f, 0.2f), dice.Near(230, 0.5f, 0.4f)),
            _ => (dice.Near(330, 0.3f, 0.8f), dice.Near(45, 0.35f, 0.95f)),
        };
        sketch.Fill(lower);
        sketch.Gradient(-16, 20, upper, lower);
    }
}
