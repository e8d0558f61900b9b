using System.Collections.Immutable;
using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Vehicles from the side in the manner of Stanford Cars: the silhouette tells them apart, never the paint.</summary>
internal sealed class CarsPainter : IImagePainter
{
    // Knobs: most things standing behind the vehicle, strength of the blotches.
    private const int Clutter = 3;
    private const float Blotches = 0.1f;
    private static readonly Variation Variation = new() { Shift = 1.3f, Smallest = 0.9f, Largest = 1.08f, Turn = 3 };
    private static readonly Finish Finish = new() { Noise = 0.03f, Blur = 0.12f, Darkest = 0.75f, Shade = 0.12f };

    public string Name => "cars";

    public ImmutableArray<string> Classes { get; } =
        ["sedan", "hatchback", "off-roader", "van", "pickup", "convertible", "box-truck", "bus", "tanker", "racing-car", "tractor"];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        var street = Street(sketch);
        using var varied = sketch.Vary(Variation);
        var paint = sketch.Dice.Against(street);
        sketch.Oval(16, 25.5f, new(12, 1.4f), Palette.Grey(0.1f));
        var bodies = new CarBodies(sketch, paint);
        Action draw = label switch
        {
            0 => bodies.Sedan,
            1 => bodies.Hatchback,
            2 => bodies.OffRoader,
            3 => bodies.Van,
            4 => bodies.Pickup,
            5 => bodies.Convertible,
            6 => bodies.BoxTruck,
            7 => bodies.Bus,
            8 => bodies.Tanker,
            9 => bodies.RacingCar,
            _ => bodies.Tractor,
        };
        draw();
    }

    private static SKColor Street(Sketch sketch)
    {
        var dice = sketch.Dice;
        var wall = dice.AnyColour();
        sketch.Fill(wall);
        for (var i = 0; i < dice.Whole(0, Clutter); i++)
        {
            var (x, width, top) = (dice.Between(-2, 30), dice.Between(2, 8), dice.Between(0, 14));
            sketch.Box(x, top, width, 40, Palette.Shade(wall, dice.Between(0.75f, 1.25f)));
        }
        sketch.Mottle(dice.Whole(3, 8), Blotches);
        sketch.Box(-16, dice.Between(22, 25), 64, 40, Palette.Grey(dice.Between(0.25f, 0.6f)));
        return wall;
    }
}
