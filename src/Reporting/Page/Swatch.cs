using ScottPlot;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Page;

/// <summary>The colours of the figures in the page's own drawings, as attributes: the policy forbids styles on elements.</summary>
internal static class Swatch
{
    /// <summary>What rows to compare with are filled with.</summary>
    public static Markup Reference => new("class=\"reference\"");

    /// <summary>The attribute that fills a shape.</summary>
    public static Markup Of(Color colour) => Markup.Of($"fill=\"{Hex(colour)}\"");

    /// <summary>The attribute that strokes a line.</summary>
    public static Markup Line(Color colour) => Markup.Of($"stroke=\"{Hex(colour)}\"");

    /// <summary>A repair's mark in the figures: its colour, and a square for none.</summary>
    public static Markup Mark(string repair, Color colour) => Markup.Of($"""<svg class="mark" viewBox="0 0 10 10" aria-hidden="true"><rect {Of(colour)} width="10" height="10" rx="{(repair == RunKey.NoRepair ? 0 : 5)}"/></svg>""");

    private static string Hex(Color colour) => colour.ToHex();
}
