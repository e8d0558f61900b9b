using System.Collections.Immutable;
using System.Text.Json;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;
using TorchSharp;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>A model's embeddings of a task's test images and the expert's of the same images, laid out in one plane: where they lie over each other, nothing is left to repair.</summary>
internal abstract record Features : Probe
{
    private const string Model = " model", Expert = " expert";

    // Both sets together make no more than the thousand points that an exact layout is for.
    private const int MostImages = 500;

    /// <summary>Images a task, 2 to 500; all there are if there are fewer; default 150.</summary>
    public int Images { get; init => field = (int)Setting.Between(1, MostImages + 1, value); } = 150;

    /// <summary>How many tasks are shown, the first ones of the suite; above 0; default 4.</summary>
    public int Tasks { get; init => field = Setting.Positive(value); } = 4;

    // The experts are in every panel.
    private protected override ImmutableArray<string> References => [];

    /// <summary>What the layout is called.</summary>
    private protected abstract string Layout { get; }

    /// <summary>Lays points out.</summary>
    /// <returns>[n, 2], in the caller's dispose scope.</returns>
    private protected abstract torch.Tensor Plane(torch.Tensor rows, CancellationToken cancellation);

    /// <inheritdoc/>
    public override IEnumerable<ProbeCase> CasesOf(PlannedRow row, int tasks) =>
        row.Method.IsReference ? [] : [new ProbeCase(JsonSerializer.Serialize(new { Images, Tasks }), tasks)];

    /// <inheritdoc/>
    public override ImmutableArray<ProbeSeries> Measure(ProbeJob job, ProbeSubject subject, IProgress<StepProgress> progress)
    {
        using var repaired = subject.Repair(job.Row.Repair, progress);
        return [.. subject.Bench.DataFor(DataUse.UnlabelledTest).Take(Tasks).SelectMany(task => OfTask(repaired ?? subject.Merged, task, subject))];
    }

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject)
    {
        ImmutableArray<string> tasks = [.. rows[0].Points.Select(point => point.Series).Where(name => name.EndsWith(Model, StringComparison.Ordinal)).Select(name => name[..^Model.Length]).Distinct()];
        return new Chart($"Embeddings of test images on {subject}: {Layout}, a plane a panel", [.. from row in rows from task in tasks select PanelOf(row, task)]) { Columns = tasks.Length };
    }

    private protected override string CurveSettingsOf(ProbeRecord record) => WithOwnSettings(record);

    private protected override IEnumerable<AnalysisPoint> PointsOf(ProbeRecord record) => ValuesOf(record);

    private static Panel PanelOf(AnalysisRow row, string task)
    {
        var bare = new Axis("") { IsBare = true };
        // One seed: points of several do not lie in one plane.
        var seed = row.Points.Min(point => point.Row.Seed);
        return new Panel($"{task}: {row.Method}, {row.RepairName}", bare, bare, [Cloud("individual experts", Curve.Expert, task + Expert), Cloud(row.RepairName, row.Repair, task + Model)]);

        Curve Cloud(string name, string colour, string series) => new(name, colour, [.. from point in row.Points where point.Row.Seed == seed && point.Series == series select (point.X!.Value, point.Value)]) { Form = CurveForm.Points };
    }

    private IEnumerable<ProbeSeries> OfTask(MergedModel model, TaskImages task, ProbeSubject subject)
    {
        using var scope = torch.NewDisposeScope();
        long[] shown = [.. Enumerable.Range(0, Math.Min(Images, task.Images.Count)).Select(index => (long)index)];
        var own = ModelLevels.Of(model, task.Task, new SomeImages(task.Images, shown), subject.Cancellation)[^1];
        var expert = subject.Bench.TargetsFor(DataUse.UnlabelledTest).Embeddings(task.Task, shown);
        var plane = Plane(torch.cat([own, expert]), subject.Cancellation);
        return [SeriesOf(task.Task + Model, plane.narrow(0, 0, shown.Length)), SeriesOf(task.Task + Expert, plane.narrow(0, shown.Length, shown.Length))];
    }

    private static ProbeSeries SeriesOf(string name, torch.Tensor plane) => new(name, Metrics.Position.Name, Column(plane, 0), Column(plane, 1));

    private static ImmutableArray<double> Column(torch.Tensor plane, long column) => [.. plane.select(1, column).contiguous().data<double>()];
}
