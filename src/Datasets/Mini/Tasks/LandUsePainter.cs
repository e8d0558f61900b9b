using System.Collections.Immutable;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Satellite tiles in the manner of EuroSAT: seen from far above, flat and hazy, told apart by texture more than by objects.</summary>
internal sealed class LandUsePainter : IImagePainter
{
    // Knobs: strength of the ground's blotches.
    private const float Blotches = 0.1f;
    private static readonly Variation Variation = new() { Shift = 3, Smallest = 0.95f, Largest = 1.2f, Turn = 45 };
    private static readonly Finish Finish = new() { Noise = 0.025f, Blur = 0.08f, Darkest = 0.8f, Brightest = 1.05f, Flattest = 0.7f, Shade = 0.1f, Cast = 0.12f };

    public string Name => "landuse";

    public ImmutableArray<string> Classes { get; } =
    [
        "annual-crop", "forest", "meadow", "highway", "industrial", "pasture", "permanent-crop", "residential", "river", "lake",
    ];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        var dice = sketch.Dice;
        using (sketch.Vary(Variation))
        {
            var tiles = new LandTiles(sketch, dice.Near(dice.Pick(70f, 95, 130, 160), 0.3f, 0.45f));
            Action paint = label switch
            {
                0 => tiles.AnnualCrop,
                1 => tiles.Forest,
                2 => tiles.Meadow,
                3 => tiles.Highway,
                4 => tiles.Industrial,
                5 => tiles.Pasture,
                6 => tiles.PermanentCrop,
                7 => tiles.Residential,
                8 => tiles.River,
                _ => tiles.Lake,
            };
            paint();
        }
        sketch.Mottle(dice.Whole(4, 9), Blotches);
    }
}
