using ScottPlot;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Figures;

/// <summary>One colour a repair, the same in all figures of a table. The palettes of Okabe and Ito and of Tol suit colour-blind readers.</summary>
internal sealed class RepairColours(ResultTable table)
{
    private static readonly Dictionary<string, string> Known = new()
    {
        [RunKey.NoRepair] = "#9A9A9A",
        ["surgery"] = "#E69F00",
        ["surgery-v2"] = "#0072B2",
    };

    private static readonly string[] Others =
        ["#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#332288", "#882255", "#44AA99", "#DDCC77", "#117733", "#AA4499", "#88CCEE", "#999933"];

    private readonly List<string> rest = [.. table.Rows.Select(row => row.Repair).Distinct().Where(repair => !Known.ContainsKey(repair))];

    public Color this[string repair] =>
        Color.FromHex(Known.TryGetValue(repair, out var known) ? known : Others[rest.IndexOf(repair) % Others.Length]);
}
