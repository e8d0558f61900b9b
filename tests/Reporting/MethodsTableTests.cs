using NUnit.Framework;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results;

namespace SurgeryBench.Tests.Reporting;

public sealed class MethodsTableTests
{
    private static readonly RunRecord Merge = MiniSweep.Records.First(record => !record.IsReference && record.Key.Repair == RunKey.NoRepair);
    private static readonly MethodCard Measured = new(Merge.Key.Method, "A and B 2024", "θ0 + λ | τ |", "none", Merge.Key.MethodSettings, "ties");
    private static readonly MethodCard Unknown = Measured with { Name = "unknown", Settings = "{}", Golden = null };

    [Test]
    public void ShowsWhatWasMeasuredWithEachRepair()
    {
        var line = LineOf(Measured, MethodsTable.Text([Measured, Unknown], MiniSweep.Table()));
        foreach (var repair in MiniSweep.Records.Where(record => record.Key.Method == Merge.Key.Method && record.Key.MethodSettings == Merge.Key.MethodSettings).Select(record => record.Key.Repair).Distinct())
        {
            var row = MiniSweep.Table().Rows.First(row => row.Records.Any(record => record.Key.Method == Merge.Key.Method && record.Key.MethodSettings == Merge.Key.MethodSettings && record.Key.Repair == repair));
            if (row.Average is { } average) Assert.That(line, Does.Contain($" {Printed.Percent(average.Mean)} "));
        }
        Assert.That(line, Does.Contain("A and B 2024").And.Contain(@"θ0 + λ \| τ \|").And.Contain("golden numbers ties").And.Contain(Merge.NeedsTaskId ? "| yes |" : "| no |"));
    }

    [Test]
    public void LeavesOpenWhatWasNot()
    {
        var line = LineOf(Unknown, MethodsTable.Text([Measured, Unknown], MiniSweep.Table()));
        Assert.That(line, Does.Contain("analytic oracle | - |").And.Not.Match(@"\d\d\.\d"));
    }

    [Test]
    public void OtherSettingsAreNotTheDefaults()
    {
        var other = Measured with { Settings = """{"Scale":123}""" };
        Assert.That(LineOf(other, MethodsTable.Text([other], MiniSweep.Table())), Does.Not.Match(@"\| \d+\.\d \|"));
    }

    [Test]
    public void ListsMethodsBeforeAnythingIsMeasured() =>
        Assert.That(MethodsTable.Text([Measured, Unknown], null).Split('\n').Count(line => line.StartsWith('|')), Is.EqualTo(4));

    private static string LineOf(MethodCard card, string text) => text.Split('\n').Single(line => line.StartsWith($"| {card.Name} |", StringComparison.Ordinal));
}
