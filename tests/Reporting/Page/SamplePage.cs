using SurgeryBench.Reporting;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Reporting.Page;

/// <summary>The page of two small tables, one of them full of names that would do harm where they were not encoded.</summary>
internal sealed class SamplePage : IDisposable
{
    /// <summary>A task whose name would run a script if it were markup.</summary>
    public const string HostileTask = """signs <img src="https://example.invalid/x" onerror="document.title='run'"> & more""";

    /// <summary>Likewise a paper, a setting and a machine.</summary>
    public const string HostileText = "</td><script>document.title='run'</script>&amp;'\"";

    private readonly TemporaryFolder folder = new();

    public SamplePage()
    {
        var store = new RunStore(folder.Path);
        foreach (var record in MiniSweep.Records.Append(Hostile)) store.Write(record);
        Path = Report.WritePage(Cards, store.All(), folder.Path);
    }

    public static MethodCard[] Cards { get; } =
        [new("task-arithmetic", HostileText, "θ0 + λ Σ τt", "none", """{"Scale":0.3}""", null), new("ties", "Yadav et al. 2023", "elect <sign>", "none", "{}", "ties")];

    public static RunRecord Hostile { get; } = Samples.Record with
    {
        Key = Samples.Key with { Suite = "hostile", MethodSettings = """{"Name":"</script><b>"}""" },
        Scores = [new(HostileTask, 30, 40)],
        Bias = [new(HostileTask, [0.1, 0.2, 0.05])],
        Variance = null,
        Provenance = Samples.Record.Provenance with { Machine = HostileText },
    };

    public string Path { get; }

    public void Dispose() => folder.Dispose();
}
