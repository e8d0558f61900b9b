using ScottPlot;

namespace SurgeryBench.Reporting.Figures;

/// <summary>Where a label stands beside its point.</summary>
/// <param name="Alignment">Which corner or side of the label is at the point.</param>
/// <param name="OffsetX">Pixels to the right of the point.</param>
/// <param name="OffsetY">Pixels below the point.</param>
internal sealed record LabelPlace(Alignment Alignment, float OffsetX, float OffsetY)
{
    /// <summary>What a label of some size covers beside the point at (x, y).</summary>
    public LabelBox Box(double x, double y, double width, double height)
    {
        var left = x + OffsetX - (OffsetX < 0 ? width : 0);
        var top = y + OffsetY - height * (OffsetY < 0 ? 1 : OffsetY > 0 ? 0 : 0.5);
        return new LabelBox(left, top, left + width, top + height);
    }
}
