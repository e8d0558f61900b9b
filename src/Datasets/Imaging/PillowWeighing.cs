namespace SurgeryBench.Datasets.Imaging;

/// <summary>Pillow's own: fixed point of 22 binary digits, weights rounded with halves away from zero.</summary>
internal readonly struct PillowWeighing : IWeighing<int>
{
    private const int Digits = 22;

    public static int Half => 1 << (Digits - 1);

    public static int Weight(double exact) => (int)((exact < 0 ? -0.5 : 0.5) + (exact * (1 << Digits)));

    public static byte Level(int sum) => (byte)Math.Clamp(sum >> Digits, 0, 255);
}
