using System.Collections.Immutable;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Surfaces that fill the image in the manner of DTD: two colours at random, any scale and direction.</summary>
internal sealed class TexturesPainter : IImagePainter
{
    private static readonly Variation Variation = new() { Shift = 4, Smallest = 0.85f, Largest = 1.25f, Turn = 25, Shear = 0.15f };
    private static readonly Finish Finish = new() { Noise = 0.05f, Blur = 0.14f, Flattest = 0.65f };

    public string Name => "textures";

    public ImmutableArray<string> Classes { get; } =
    [
        "dotted", "striped", "chequered", "zigzagged", "woven", "cracked", "bubbly", "spiralled", "scaly", "honeycombed", "sprinkled", "grid",
    ];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        using var varied = sketch.Vary(Variation);
        var surfaces = new Surfaces(sketch);
        Action paint = label switch
        {
            0 => surfaces.Dotted,
            1 => surfaces.Striped,
            2 => surfaces.Chequered,
            3 => surfaces.Zigzagged,
            4 => surfaces.Woven,
            5 => surfaces.Cracked,
            6 => surfaces.Bubbly,
            7 => surfaces.Spiralled,
            8 => surfaces.Scaly,
            9 => surfaces.Honeycombed,
            10 => surfaces.Sprinkled,
            _ => surfaces.Grid,
        };
        paint();
    }
}
