using ScottPlot;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Figures;

/// <summary>One colour a repair, the same in all figures; repairs without a colour of their own take the next free one. The palettes of Okabe and Ito and of Tol suit colour-blind readers.</summary>
internal sealed class RepairColours(IEnumerable<string> repairs)
{
    private static readonly Dictionary<string, string> Known = new()
    {
        [RunKey.NoRepair] = "#9A9A9A",
        ["surgery"] = "#E69F00",
        ["surgery-v2"] = "#0072B2",
        ["prob-surgery"] = "#56B4E9",
        ["surgery-wide"] = "#DDCC77",
        ["react"] = "#CC79A7",
        ["surgery-cf"] = "#009E73",
        ["als"] = "#D55E00",
        ["svd-delta"] = "#332288",
        ["procrustes"] = "#882255",
        ["rescale"] = "#44AA99",
    };

    private static readonly string[] Others =
        ["#661100", "#117733", "#AA4499", "#88CCEE", "#999933"];

    private readonly List<string> rest = [.. repairs.Distinct().Where(repair => !Known.ContainsKey(repair))];

    public RepairColours(ResultTable table)
        : this(table.Rows.Select(row => row.Repair))
    {
    }

    public Color this[string repair] =>
        Color.FromHex(Known.TryGetValue(repair, out var known) ? known : Others[rest.IndexOf(repair) % Others.Length]);
}
