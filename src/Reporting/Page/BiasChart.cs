using System.Globalization;
using ScottPlot;
using SurgeryBench.Reporting.Figures;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Page;

/// <summary>A small drawing of a row's representation bias by depth, over that of the merge it repairs.</summary>
internal sealed class BiasChart(ResultTable table)
{
    private const int Width = 320, Height = 120, Left = 8, Right = 300, Top = 16, Bottom = 96;

    private readonly RepairColours colours = new(table);
    private readonly Dictionary<string, double[]?> unrepaired = table.Rows
        .Where(row => row.RepairId == RunKey.NoRepair).DistinctBy(row => row.Method).ToDictionary(row => row.Method, row => row.BiasLevels);

    /// <summary>The drawing, with its values in words; nothing where the bias was not measured.</summary>
    public Markup Of(ResultRow row)
    {
        if (row.BiasLevels is not { Length: > 1 } levels) return Markup.None;
        var before = row.RepairId == RunKey.NoRepair ? null : unrepaired.GetValueOrDefault(row.Method);
        var highest = levels.Concat(before ?? []).Max() is > 0 and var most ? most : 1;
        return Markup.Of($"""
            <figure><svg class="bias" viewBox="0 0 {Width} {Height}" role="img" aria-label="{Words(levels)}"><path class="axis" d="M{Left} {Top}H{Right}M{Left} {Bottom}H{Right}"/><text x="{Left}" y="{Top - 4}">{Number(highest)}</text>{Line(before, colours[RunKey.NoRepair], highest)}{Line(levels, colours[row.Repair], highest)}<text x="{Left}" y="{Height - 8}">block 1</text><text x="{Right}" y="{Height - 8}" text-anchor="end">embedding</text></svg>
            <figcaption>Representation bias by depth, {Number(levels[0])} after the first block, {Number(levels[^1])} of the embedding{(before is null ? "" : "; grey: without the repair")}</figcaption></figure>
            """);
    }

    private static string Words(double[] levels) =>
        $"Representation bias after the blocks: {string.Join(", ", levels[..^1].Select(Number))}; of the embedding: {Number(levels[^1])}";

    // The embedding is another space than the blocks: its dot stands apart from their line.
    private static Markup Line(double[]? levels, Color colour, double highest)
    {
        if (levels is not { Length: > 1 }) return Markup.None;
        string[] xs = [.. levels.Select((_, level) => Coordinate(Left + ((Right - Left) * (double)level / (levels.Length - 1))))];
        string[] ys = [.. levels.Select(level => Coordinate(Bottom - ((Bottom - Top) * level / highest)))];
        return Markup.Of($"""<polyline fill="none" {Swatch.Line(colour)} stroke-width="2" points="{string.Join(' ', xs.Zip(ys, (x, y) => $"{x},{y}").SkipLast(1))}"/><circle {Swatch.Of(colour)} cx="{xs[^1]}" cy="{ys[^1]}" r="4"/>""");
    }

    private static string Coordinate(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Number(double bias) => bias.ToString("G3", CultureInfo.InvariantCulture);
}
