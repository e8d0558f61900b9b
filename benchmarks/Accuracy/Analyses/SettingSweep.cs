using System.Collections.Immutable;
using System.Text.Json.Nodes;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Reporting;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>One setting of the repairs, varied. Each value is an ordinary run, kept apart from those of the tables.</summary>
internal abstract record SettingSweep : IAnalysis
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <summary>The setting's name.</summary>
    private protected abstract string Field { get; }

    /// <summary>Its values, as a command line would have them.</summary>
    private protected abstract IEnumerable<string> Texts { get; }

    /// <summary>Whether repairs that lack the setting are shown too.</summary>
    private protected virtual bool KeepsRepairsWithoutField => false;

    /// <inheritdoc/>
    public IAnalysisRun Open(Selection selection)
    {
        var whole = selection with
        {
            Results = AnalysisFolder.RunsOf(selection.Results, Name),
            Methods = selection.Methods.Add(ResultTable.Individual),
            Repairs = selection.Repairs.Add(RunKey.NoRepair),
        };
        return new SweepRun(Planner.Make(whole, [.. RowChoice.Of(whole).SelectMany(Varied)]));
    }

    /// <inheritdoc/>
    public IEnumerable<AnalysisPoint> Points(AnalysisRecords records)
    {
        var runs = records.Sweeps.GetValueOrDefault(Name, []);
        var curves = runs.Where(run => run.Key.Repair != RunKey.NoRepair)
            .GroupBy(run => (run.Key.Method, run.Key.MethodSettings, run.Key.Repair, Settings: Without(run.Key.RepairSettings)))
            .Where(curve => curve.Select(PositionOf).Distinct().Count(position => position is not null) > 1).ToList();
        var methods = curves.Select(curve => (curve.Key.Method, curve.Key.MethodSettings)).ToHashSet();
        var others = runs.Where(run => IsOfAll(run.Key) || (methods.Contains((run.Key.Method, run.Key.MethodSettings)) && IsPoint(run.Key)));
        return curves.Count == 0 ? [] :
        [
            .. curves.SelectMany(curve => curve.Where(run => PositionOf(run) is not null).SelectMany(run => PointsOf(run, curve.Key.Settings))),
            .. others.SelectMany(run => PointsOf(run, run.Key.RepairSettings)),
        ];
    }

    /// <inheritdoc/>
    public abstract Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject);

    /// <summary>Where a value of the setting is on the axis; null for the value that means "as published".</summary>
    private protected virtual double? PositionOf(JsonValue value) => value.TryGetValue<double>(out var number) ? number : null;

    private static bool IsOfAll(RunKey key) => key.Method == ResultTable.Individual;

    private bool IsPoint(RunKey key) => key.Repair == RunKey.NoRepair || (KeepsRepairsWithoutField && !FieldsOf(key.RepairSettings).ContainsKey(Field));

    private IEnumerable<PlannedRow> Varied(PlannedRow row)
    {
        if (row.Repair is not { } repair) return [row];
        if (!FieldsOf(SettingsJson.Of(repair)).ContainsKey(Field)) return KeepsRepairsWithoutField ? [row] : [];
        return Texts.Select(text => row with { Repair = SettingsJson.With(repair, repair.Name, Field, text), Variant = $"{Field}={text}" });
    }

    // Repairs that lack the setting take none of it.
    private IEnumerable<AnalysisPoint> PointsOf(RunRecord run, string curve)
    {
        double? position = run.Key.Repair == RunKey.NoRepair ? null : FieldsOf(run.Key.RepairSettings).ContainsKey(Field) ? PositionOf(run) : 0;
        AnalysisPoint average = new()
        {
            Row = run.Key,
            CurveSettings = curve,
            X = position,
            Metric = Metrics.Accuracy,
            Value = run.AverageAccuracy,
            Order = (run.MethodOrder, run.RepairOrder),
        };
        return
        [
            average, average with { Metric = Metrics.Seconds, Value = run.Phases.MergeAndRepair.TotalSeconds }, average with { Metric = Metrics.ExtraParameters, Value = run.ExtraParameters },
            .. run.Scores.Select(score => average with { Series = score.Task, Value = score.Accuracy }),
        ];
    }

    private double? PositionOf(RunRecord run) => FieldsOf(run.Key.RepairSettings)[Field] is JsonValue value ? PositionOf(value) : null;

    private string Without(string settings)
    {
        var fields = FieldsOf(settings);
        fields.Remove(Field);
        return fields.ToJsonString();
    }

    private static JsonObject FieldsOf(string settings) => JsonNode.Parse(settings)!.AsObject();
}
