using System.Collections.Immutable;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Road signs in the manner of GTSRB: few shapes and colours, small pictograms, poor light and blur.</summary>
internal sealed class TrafficSignsPainter : IImagePainter
{
    // Knobs: most blots of scenery behind the sign.
    private const int Clutter = 9;
    private static readonly Variation Variation = new() { Shift = 1.3f, Smallest = 0.9f, Largest = 1.1f, Turn = 4, Shear = 0.04f };
    private static readonly Finish Finish = new() { Noise = 0.025f, Blur = 0.18f, Darkest = 0.4f, Brightest = 1.2f, Flattest = 0.75f, Shade = 0.25f, Cast = 0.14f };

    public string Name => "traffic-signs";

    public ImmutableArray<string> Classes { get; } =
    [
        "speed-20", "speed-50", "speed-80", "no-vehicles", "no-overtaking", "no-entry", "stop", "give-way", "priority-road",
        "end-of-limits", "danger", "bend-left", "bend-right", "bumps", "crossroads-ahead", "ahead-only", "turn-left", "turn-right",
        "roundabout-ahead", "keep-right",
    ];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        Scenery(sketch);
        using var varied = sketch.Vary(Variation);
        var faces = new SignFaces(sketch);
        Action paint = label switch
        {
            0 => () => faces.Speed(2),
            1 => () => faces.Speed(5),
            2 => () => faces.Speed(8),
            3 => faces.NoVehicles,
            4 => faces.NoOvertaking,
            5 => faces.NoEntry,
            6 => faces.Stop,
            7 => faces.GiveWay,
            8 => faces.PriorityRoad,
            9 => faces.EndOfLimits,
            10 => faces.Danger,
            11 => () => faces.Bend(-1),
            12 => () => faces.Bend(1),
            13 => faces.Bumps,
            14 => faces.CrossroadsAhead,
            15 => () => faces.Arrow(0),
            16 => () => faces.Arrow(-90),
            17 => () => faces.Arrow(90),
            18 => faces.Roundabout,
            _ => () => faces.Arrow(135),
        };
        paint();
    }

    private static void Scenery(Sketch sketch)
    {
        var dice = sketch.Dice;
        var back = dice.Pick(dice.Near(210, 0.3f, 0.8f), dice.Near(110, 0.4f, 0.35f), dice.Near(30, 0.25f, 0.5f), Palette.Grey(dice.Between(0.2f, 0.9f)));
        sketch.Fill(back);
        for (var i = 0; i < dice.Whole(0, Clutter); i++)
            sketch.Disc(dice.Between(0, 32), dice.Between(0, 32), dice.Between(2, 7), dice.Pick(Palette.Shade(back, dice.Between(0.6f, 1.4f)), dice.Near(100, 0.3f, 0.4f, 2)));
        sketch.Mottle(dice.Whole(3, 8), 0.25f);
        if (dice.Chance(0.5)) sketch.Box(15, 16, 2, 20, Palette.Grey(0.5f));
    }
}
