using SurgeryBench.Core;
using SurgeryBench.Reporting;
using SurgeryBench.Results;
using SurgeryBench.Results.Baselines;
using SurgeryBench.Results.Probes;
using SurgeryBench.Results.Selection;
using SurgeryBench.Results.Storage;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>The records that are read from JSON.</summary>
internal static class RecordTargets
{
    private const int LargestSeed = 12 << 10;

    public static FuzzTarget[] All { get; } =
    [
        new RecordTarget("run-record", 10, ReadRun, () => Files("runs").Append(JsonFile.SealedBytes(Samples.Record))),
        new RecordTarget("probe-record", 5, path => Look(Checked(JsonFile.ReadRecord<ProbeRecord>(path), record => record.Fault()), record => record.Key.Id), () => Files("analyses/probes")),
        new RecordTarget("selection-record", 4, path => Look(Checked(JsonFile.ReadRecord<SelectionRecord>(path), record => record.Fault()), record => record.Key.Id), () => Files("selections")),
        new RecordTarget("baseline", 4, path => Look(Baseline.Read(path), baseline => string.Concat(baseline.FaultsOf([Samples.Record]))), () => Files("baselines")),
    ];

    private static void ReadRun(string path)
    {
        var record = RunStore.ReadFile(path);
        Look(record, read => read.Key.RelativePath);
        _ = record.AverageAccuracy;
        ResultTable.Of([record]);
    }

    private static T Checked<T>(T record, Func<T, string?> faultOf) => faultOf(record) is { } fault ? throw new BadInputException(fault) : record;

    /// <summary>What was read is named, compared and can be written again.</summary>
    private static void Look<T>(T record, Func<T, string> name)
    {
        name(record);
        JsonFile.Bytes(record);
        if (!record!.Equals(record)) throw new InvalidOperationException("A record does not equal itself.");
    }

    private static IEnumerable<byte[]> Files(string folder) =>
        Directory.EnumerateFiles(RepositoryRoot.At(["results", .. folder.Split('/')]), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => new FileInfo(path).Length <= LargestSeed).Where((_, i) => i % 16 == 0).Take(6).Select(File.ReadAllBytes);
}
