namespace SurgeryBench.Datasets.Imaging;

/// <summary>Single precision: within one level of Pillow's. The images of <c>folder8</c> were made with it, and trained models hang on them.</summary>
internal readonly struct SingleWeighing : IWeighing<float>
{
    public static float Half => 0.5f;

    public static float Weight(double exact) => (float)exact;

    public static byte Level(float sum) => (byte)Math.Clamp(sum, 0, 255);
}
