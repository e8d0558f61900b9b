namespace SurgeryBench.Datasets.Pixels;

/// <summary>
/// Where things lie in a pixel file: a header of 64 bytes (magic, version, side, count, length of the end, SHA-256 of what stands before it
/// and of the end), the images, and the end: labels, eight bytes of each image's SHA-256, and a line of text for each damaged image.
/// </summary>
internal readonly record struct PixelLayout(int Side, long Count)
{
    internal const ulong Magic = 0x534c_4558_4950_4253; // "SBPIXELS"
    internal const int Version = 1, HeaderBytes = 64, HashAt = 32, HashBytes = 8, LabelBytes = 4;

    internal int ImageBytes => 3 * Side * Side;

    internal long EndAt => At(Count);

    /// <summary>Bytes of labels and hashes.</summary>
    internal long TableBytes => Count * (LabelBytes + HashBytes);

    internal long At(long image) => HeaderBytes + (image * ImageBytes);
}
