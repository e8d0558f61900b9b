using System.Collections.Immutable;
using System.Text;
using SurgeryBench.Reporting.Figures;

namespace SurgeryBench.Reporting.Page;

/// <summary>The figures of a table as images inside the page, so that no name in one can clash with another's.</summary>
internal static class PageFigures
{
    // Longer ones fill several screens: they open when asked.
    private const double LongestSide = 1.8;

    public static Markup Of(ResultTable table)
    {
        ImmutableArray<Markup> figures = [.. FigureFiles.All.Select(figure => Of(figure, table))];
        return figures.All(figure => figure == Markup.None) ? Markup.None : Markup.Of($"""
            <h3>Figures</h3>
            {figures}
            """);
    }

    private static Markup Of(IFigure figure, ResultTable table)
    {
        using var drawing = figure.Draw(table);
        if (drawing is null) return Markup.None;
        var shown = Shown(figure, drawing, table);
        return drawing.Height <= LongestSide * drawing.Width ? shown : Markup.Of($"""
            <details><summary>Figure “{figure.Name}”, several screens long</summary>
            {shown}</details>

            """);
    }

    private static Markup Shown(IFigure figure, Drawing drawing, ResultTable table)
    {
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes(drawing.Svg()));
        return Markup.Of($"""
            <figure><div class="scroll" role="group" tabindex="0" aria-label="Figure {figure.Name} of {table.Group.Stem}"><img src="data:image/svg+xml;base64,{data}" width="{drawing.Width}" height="{drawing.Height}" alt="{Style.Subject(table)}: {figure.Shows}"></div>
            <figcaption>{figure.Shows}</figcaption></figure>

            """);
    }
}
