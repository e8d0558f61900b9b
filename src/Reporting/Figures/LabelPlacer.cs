using ScottPlot;

namespace SurgeryBench.Reporting.Figures;

/// <summary>Finds places for labels beside points so that none covers another label or point. What finds no place stays unnamed.</summary>
/// <param name="limits">What the axes show.</param>
/// <param name="area">Size of the area between the axes, pixels.</param>
internal sealed class LabelPlacer(AxisLimits limits, PixelSize area)
{
    public const float FontSize = 12;

    private const float Distance = 8;
    private const double LetterWidth = 0.62;
    private const double LineHeight = 1.3;

    private static readonly LabelPlace[] Candidates =
    [
        new(Alignment.LowerRight, -Distance, -Distance / 2), new(Alignment.MiddleRight, -Distance, 0),
        new(Alignment.LowerLeft, Distance, -Distance / 2), new(Alignment.MiddleLeft, Distance, 0),
        new(Alignment.UpperLeft, Distance, Distance / 2), new(Alignment.UpperRight, -Distance, Distance / 2),
    ];

    private readonly List<LabelBox> taken = [];

    /// <summary>Keeps labels off a point.</summary>
    public void Occupy(double x, double y)
    {
        var (left, top) = PixelOf(x, y);
        taken.Add(new LabelBox(left - Distance / 2, top - Distance / 2, left + Distance / 2, top + Distance / 2));
    }

    /// <summary>Keeps labels off a horizontal line.</summary>
    public void OccupyRow(double y)
    {
        var top = PixelOf(limits.Left, y).Top;
        taken.Add(new LabelBox(0, top - 1, area.Width, top + 1));
    }

    /// <summary>The first free place for a label, which is then taken; null if there is none.</summary>
    public LabelPlace? Place(double x, double y, string text)
    {
        var (left, top) = PixelOf(x, y);
        foreach (var place in Candidates)
        {
            var box = place.Box(left, top, LetterWidth * FontSize * text.Length, LineHeight * FontSize);
            if (!box.IsWithin(area.Width, area.Height) || taken.Exists(box.Overlaps)) continue;
            taken.Add(box);
            return place;
        }
        return null;
    }

    private (double Left, double Top) PixelOf(double x, double y) => (
        (x - limits.Left) / limits.HorizontalSpan * area.Width,
        (limits.Top - y) / limits.VerticalSpan * area.Height);
}
