using System.Collections.Immutable;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Places from an aeroplane in the manner of RESISC45: many directions, natural ground colours, sharp man-made edges.</summary>
internal sealed class AerialPainter : IImagePainter
{
    // Knobs: strength of the ground's blotches, most bushes strewn over it.
    private const float Blotches = 0.16f;
    private const int Bushes = 5;
    private static readonly Variation Variation = new() { Shift = 1.5f, Smallest = 0.92f, Largest = 1.12f, Turn = 30 };
    private static readonly Finish Finish = new() { Noise = 0.03f, Blur = 0.12f, Shade = 0.12f };

    public string Name => "aerial";

    public ImmutableArray<string> Classes { get; } =
    [
        "runway", "harbour", "roundabout", "tennis-court", "baseball-diamond", "crossroads",
        "storage-tanks", "parking-lot", "race-track", "railway", "island", "aeroplane",
    ];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        var dice = sketch.Dice;
        var ground = dice.Near(dice.Pick(35f, 60, 90, 120), 0.3f, 0.5f);
        sketch.Fill(ground);
        sketch.Mottle(dice.Whole(5, 12), Blotches);
        for (var i = 0; i < dice.Whole(0, Bushes); i++)
            sketch.Disc(dice.Between(0, 32), dice.Between(0, 32), dice.Between(0.8f, 1.8f), Palette.Shade(ground, 0.5f));
        using var varied = sketch.Vary(Variation);
        var views = new AerialViews(sketch);
        Action paint = label switch
        {
            0 => views.Runway,
            1 => views.Harbour,
            2 => views.Roundabout,
            3 => views.TennisCourt,
            4 => views.BaseballDiamond,
            5 => views.Crossroads,
            6 => views.StorageTanks,
            7 => views.ParkingLot,
            8 => views.RaceTrack,
            9 => views.Railway,
            10 => views.Island,
            _ => views.Aeroplane,
        };
        paint();
    }
}
