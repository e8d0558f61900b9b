namespace SurgeryBench.Datasets.Imaging;

/// <summary>A decoded image of any size.</summary>
/// <param name="Kind">What its pixels are.</param>
/// <param name="Pixels">Four bytes a pixel, red first, alpha last and not multiplied in.</param>
/// <param name="Width">Pixels a row.</param>
internal sealed record RawImage(PixelKind Kind, byte[] Pixels, int Width)
{
    internal int Height => Pixels.Length / 4 / Width;
}
