using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Accuracy.Analyses;
using SurgeryBench.Reporting;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Analyses;

public sealed class ProbeTests
{
    private static readonly RunKey Merge = Samples.Key with { Repair = RunKey.NoRepair, RepairSettings = RunKey.NoSettings };

    [Test]
    public void AveragesOverTasksAndSeeds()
    {
        var panel = Draw(new NumberOfImages(), Images(8, [0.2, 0.4]), Images(8, [0.5, 0.7], seed: 1), Images(16, [0.6, 0.8])).Panels.Single();
        Assert.That(panel.Curves.Single().Points.Select(point => (point.X, Math.Round(point.Y, 9))), Is.EqualTo(new[] { (8.0, 0.45), (16.0, 0.7) }));
    }

    [Test]
    public void DrawsMergeAndExpertsAsLevels()
    {
        var experts = Record("images", Merge with { Method = ResultTable.Individual, MethodSettings = "{}" }, "{}", Accuracies(0, [0.9, 0.9])) with { MethodOrder = 0 };
        var panel = Draw(new NumberOfImages(), experts, Record("images", Merge, "{}", Accuracies(0, [0.1, 0.3])), Images(8, [0.2, 0.4])).Panels.Single();
        Assert.That(panel.Curves.Select(curve => (curve.Name, curve.Form, Math.Round(curve.Points[0].Y, 9))), Is.EqualTo(new[]
        {
            ("individual experts", CurveForm.Level, 0.9), ("no repair", CurveForm.Level, 0.2), ("surgery-v2", CurveForm.Line, 0.3),
        }));
    }

    [Test]
    public void KeepsWhatWasMeasuredUnderOtherSettingsApart()
    {
        var records = new[] { 1, 5 }.SelectMany(severity => new[] { Merge, Samples.Key }.Select(row => Record("corruptions", row, $$"""{"Severity":{{severity}}}""", Accuracies(0, [0.5, 0.5])) with { RepairOrder = row.Repair == RunKey.NoRepair ? 0 : 2 }));
        Assert.That(Draw(new Corruptions(), [.. records]).Panels.Single().Curves.Select(curve => curve.Name), Is.EquivalentTo(new[]
        {
            "no repair (Severity=1)", "no repair (Severity=5)", "surgery-v2 (Severity=1)", "surgery-v2 (Severity=5)",
        }));
    }

    [Test]
    public void DrawsBothMeasuresOfLayersAPanelEach()
    {
        ImmutableArray<ProbeSeries> series = [.. new[] { "representation-bias", "linear-cka" }.Select(metric => new ProbeSeries("digits", metric, [1, 2, 3], [0.1, 0.2, 0.3]))];
        var panels = Draw(new Layers(), Record("layers", Samples.Key, "{}", series)).Panels;
        Assert.That(panels.Select(panel => panel.Y.Label), Is.EqualTo(new[] { "Representation bias (activation, mean over tasks) ←", "Linear CKA (similarity, mean over tasks) →" }));
        Assert.That(panels[0].X.Names.Select(mark => mark.Name), Is.EqualTo(new[] { "1", "2", "emb." }));
    }

    [Test]
    public void DrawsAPanelATaskOfFeaturesFromOneSeed()
    {
        ImmutableArray<ProbeSeries> series = [.. new[] { "digits model", "digits expert", "signs model", "signs expert" }.Select(name => new ProbeSeries(name, "position", [1, 2], [3, 4]))];
        var record = Record("t-sne", Samples.Key, """{"Images":2,"Tasks":2}""", series);
        var panels = Draw(new NeighbourFeatures(), record, record with { Key = record.Key with { Row = Samples.Key with { Seed = 1 } } }).Panels;
        Assert.That(panels.Select(panel => panel.Title), Is.EqualTo(new[] { "digits: task-arithmetic, surgery-v2", "signs: task-arithmetic, surgery-v2" }));
        Assert.That(panels[0].Curves.Select(curve => (curve.Name, curve.Points.Length)), Is.EqualTo(new[] { ("individual experts", 2), ("surgery-v2", 2) }));
    }

    [Test]
    public void ShowsNothingOfAnothersRecords() => Assert.That(new Layers().Points(Of(Images(8, [0.5, 0.5]))), Is.Empty);

    private static ProbeRecord Images(int number, ImmutableArray<double> values, int seed = 0) =>
        Record("images", Samples.Key with { Seed = seed }, $$"""{"Images":{{number}}}""", Accuracies(number, values));

    private static ImmutableArray<ProbeSeries> Accuracies(double x, ImmutableArray<double> values) => [.. values.Select((value, task) => new ProbeSeries($"task {task}", "accuracy", [x], [value]))];

    private static ProbeRecord Record(string analysis, RunKey row, string settings, ImmutableArray<ProbeSeries> series) => new()
    {
        Key = new() { Analysis = analysis, Settings = settings, Row = row },
        Series = series,
        MethodOrder = 4,
        RepairOrder = row.Repair == RunKey.NoRepair ? 0 : 2,
        Provenance = Samples.Record.Provenance,
    };

    private static AnalysisRecords Of(params ProbeRecord[] probes) => new(Samples.Key.Group, [], ImmutableDictionary<string, ImmutableArray<RunRecord>>.Empty, [.. probes]);

    private static Chart Draw(IAnalysis analysis, params ProbeRecord[] probes) => analysis.Draw(AnalysisRow.Of(analysis.Points(Of(probes))), "mini8, vit-mini")!;
}
