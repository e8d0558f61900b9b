namespace SurgeryBench.Datasets.Imaging;

/// <summary>Where the middle square lies, along one side of an image, once the shorter side is scaled to the square's.</summary>
/// <param name="Scaled">Length of the side after scaling, cut down to whole pixels.</param>
/// <param name="Cut">Pixels before the square; half a pixel is rounded to even, as Python does.</param>
internal readonly record struct MiddleSquare(int Scaled, int Cut)
{
    internal static MiddleSquare Along(int length, int shorter, int side)
    {
        var scaled = (int)((long)side * length / shorter);
        return new MiddleSquare(scaled, (int)Math.Round((scaled - side) / 2.0));
    }
}
