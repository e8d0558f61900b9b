using System.Globalization;
using SurgeryBench.Results;

namespace SurgeryBench.Tests.Accuracy;

/// <summary>What makes mini8 a faithful small world, as sentences about what does not hold. Averages are over tasks and seeds.</summary>
internal static class Claims
{
    public static IReadOnlyList<string> FaultsOf(IReadOnlyCollection<RunRecord> records)
    {
        double Average(string method, string repair = RunKey.NoRepair) =>
            records.Where(record => record.Key.Method == method && record.Key.Repair == repair).Average(record => record.AverageAccuracy);

        var (pretrained, individual, mtl) = (Average("pretrained"), Average("individual"), Average("mtl"));
        var (averaging, arithmetic) = (Average("weight-averaging"), Average("task-arithmetic"));
        double Closed(string repair) => (Average("task-arithmetic", repair) - arithmetic) / (individual - arithmetic);

        (bool Holds, string Fault)[] claims =
        [
            (pretrained is >= 0.25 and <= 0.65, $"the base scores {Percent(pretrained)}; 25 to 65 was claimed"),
            (individual >= 0.90, $"the experts score {Percent(individual)}; at least 90 was claimed"),
            (mtl >= individual - 0.04, $"MTL scores {Percent(mtl)}, more than 4 below the experts' {Percent(individual)}"),
            (averaging > pretrained, $"weight averaging scores {Percent(averaging)}, not above the base's {Percent(pretrained)}"),
            (arithmetic > pretrained, $"task arithmetic scores {Percent(arithmetic)}, not above the base's {Percent(pretrained)}"),
            (averaging <= individual - 0.12, $"weight averaging scores {Percent(averaging)}, less than 12 below the experts"),
            (arithmetic <= individual - 0.12, $"task arithmetic scores {Percent(arithmetic)}, less than 12 below the experts"),
            (Closed("surgery") >= 1.0 / 3, $"Surgery closes {Percent(Closed("surgery"))} of the gap; a third was claimed"),
            (Closed("surgery-v2") >= 0.75, $"SurgeryV2 closes {Percent(Closed("surgery-v2"))} of the gap; three quarters were claimed"),
        ];
        return [.. claims.Where(claim => !claim.Holds).Select(claim => claim.Fault)];
    }

    private static string Percent(double value) => (100 * value).ToString("F1", CultureInfo.InvariantCulture);
}
