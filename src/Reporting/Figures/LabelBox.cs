namespace SurgeryBench.Reporting.Figures;

/// <summary>What a label or point covers, pixels, the vertical axis pointing down.</summary>
internal readonly record struct LabelBox(double Left, double Top, double Right, double Bottom)
{
    public bool Overlaps(LabelBox other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public bool IsWithin(double width, double height) => Left >= 0 && Top >= 0 && Right <= width && Bottom <= height;
}
