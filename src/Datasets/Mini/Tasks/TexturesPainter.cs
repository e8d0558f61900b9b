using System.Collections.Immutable;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Surfaces that fill the image in the manner of DTD: two colours at random, any scale and direction.</summary>
internal sealed class TexturesPainter : IImagePainter
{
    private static readonly Variation Variation = new() { Shift = 3, Smallest = 0.9f, Largest = 1.2f, Turn = 15, Shear = 0.1f };
    private static readonly Finish Finish = new() { Noise = 0.025f, Blur = 0.1f, Flattest = 0.8f };

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
