using System.Collections.Immutable;
using System.Text.Json.Nodes;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Reporting;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>An analysis that measures of each row what a run's record does not hold.</summary>
internal abstract record Probe : IAnalysis
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <summary>Rows that are measured too, to compare with; default the individual experts.</summary>
    private protected virtual ImmutableArray<string> References => [ResultTable.Individual];

    /// <inheritdoc/>
    public IAnalysisRun Open(Selection selection)
    {
        Check(selection);
        var whole = selection with { Repairs = selection.Repairs.Add(RunKey.NoRepair), Methods = selection.Methods.AddRange(References) };
        return new ProbeRun(this, Planner.Make(whole));
    }

    /// <summary>Refuses a selection that the probe has nothing to say of; default takes all.</summary>
    /// <exception cref="CommandLine.UsageException">Why it cannot be.</exception>
    private protected virtual void Check(Selection selection)
    {
    }

    /// <summary>What is measured of each row, a record each.</summary>
    /// <param name="row">Method and repair.</param>
    /// <param name="tasks">How many tasks the suite has.</param>
    public abstract IEnumerable<ProbeCase> CasesOf(PlannedRow row, int tasks);

    /// <summary>Measures.</summary>
    /// <param name="job">Of which row and case.</param>
    /// <param name="subject">The merge, borrowed.</param>
    /// <param name="progress">Told of training steps.</param>
    public abstract ImmutableArray<ProbeSeries> Measure(ProbeJob job, ProbeSubject subject, IProgress<StepProgress> progress);

    /// <inheritdoc/>
    public IEnumerable<AnalysisPoint> Points(AnalysisRecords records) => records.Probes.Where(probe => probe.Key.Analysis == Name).SelectMany(PointsOf);

    /// <inheritdoc/>
    public abstract Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject);

    /// <summary>The points of a record: all values and, for each metric and position, their unweighted mean.</summary>
    private protected virtual IEnumerable<AnalysisPoint> PointsOf(ProbeRecord record)
    {
        var points = ValuesOf(record).ToList();
        var means = points.GroupBy(point => (point.Metric, point.X))
            .Select(place => place.First() with { Series = AnalysisPoint.Average, Value = place.Average(point => point.Value) });
        return means.Concat(points);
    }

    /// <summary>What sets curves of one row apart, as one JSON object: the repair's settings and, where it is not the horizontal axis, what the probe was set to.</summary>
    private protected virtual string CurveSettingsOf(ProbeRecord record) => record.Key.Row.RepairSettings;

    /// <summary>The repair's settings and the probe's.</summary>
    private protected static string WithOwnSettings(ProbeRecord record)
    {
        var settings = JsonNode.Parse(record.Key.Row.RepairSettings)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(record.Key.Settings)!.AsObject()) settings[name] = value?.DeepClone();
        return settings.ToJsonString();
    }

    /// <summary>All values of a record.</summary>
    private protected IEnumerable<AnalysisPoint> ValuesOf(ProbeRecord record) =>
        from series in record.Series
        from value in series.X.Zip(series.Values)
        select new AnalysisPoint
        {
            Row = record.Key.Row,
            CurveSettings = CurveSettingsOf(record),
            Series = series.Name,
            X = value.First,
            Metric = series.Unit,
            Value = value.Second,
            Order = (record.MethodOrder, record.RepairOrder),
        };

    /// <summary>A series a task of accuracies at one position.</summary>
    private protected static ImmutableArray<ProbeSeries> Accuracies(ProbeSubject subject, MergedModel model, double x) =>
        [.. subject.Scorers.Select(scorer => scorer.Score(model, subject.Cancellation)).Select(result => new ProbeSeries(result.Task, Metrics.Accuracy.Name, [x], [(double)result.Correct / result.Total]))];

    /// <summary>The points of a record, those of a row without repair as levels: it does not depend on what repairs look at.</summary>
    private protected static IEnumerable<AnalysisPoint> LevelOfNoRepair(ProbeRecord record, IEnumerable<AnalysisPoint> points) =>
        record.Key.Row.Repair == RunKey.NoRepair ? points.Select(point => point with { X = null }) : points;
}
