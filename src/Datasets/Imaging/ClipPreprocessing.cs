namespace SurgeryBench.Datasets.Imaging;

/// <summary>
/// CLIP's evaluation transform up to the bytes (openai/CLIP <c>_transform</c>): shorter side to the wanted one, bicubic; middle square;
/// RGB. Pillow resizes before it converts, hence the kinds; transparency is dropped last and no background shines through.
/// </summary>
internal static class ClipPreprocessing
{
    /// <summary>Decodes an image file into the planes of a square.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="target">Gets the red, green and blue planes.</param>
    /// <param name="side">Side of the square in pixels.</param>
    /// <exception cref="InvalidDataException">The bytes are not a whole image of acceptable size.</exception>
    internal static void Read(byte[] file, Span<byte> target, int side)
    {
        var image = ImageDecoder.Decode(file);
        if (image.Kind == PixelKind.Indexed) NearestResizer.Resize(image.Pixels, image.Width, target, side);
        else if (image.Kind == PixelKind.Translucent && Math.Min(image.Width, image.Height) != side) ResizeMultiplied(image, target, side);
        else BicubicResizer<PillowWeighing, int>.Resize(image.Pixels, image.Width, target, side);
    }

    private static void ResizeMultiplied(RawImage image, Span<byte> target, int side)
    {
        Transparency.Multiply(image.Pixels);
        var planes = new byte[4 * side * side];
        BicubicResizer<PillowWeighing, int>.Resize(image.Pixels, image.Width, planes, side);
        Transparency.Divide(planes, target);
    }
}
