using System.Collections.Immutable;
using System.Text.Json;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Accuracy on all test images by how many of each task's, drawn once, a repair may look at.</summary>
internal sealed record NumberOfImages : Probe
{
    /// <inheritdoc/>
    public override string Name => "images";

    /// <inheritdoc/>
    public override string Description => "accuracy by the number of calibration images a task";

    /// <summary>The numbers, each above 0; all images where a task has fewer; default powers of 2 from 8 to 512.</summary>
    public ImmutableArray<int> Values { get; init => field = SweptValues.Positive(value); } = [8, 16, 32, 64, 128, 256, 512];

    /// <inheritdoc/>
    public override IEnumerable<ProbeCase> CasesOf(PlannedRow row, int tasks) => row.Repair switch
    {
        null => [new ProbeCase(RunKey.NoSettings, tasks)],
        { Data: DataUse.None } => [],
        _ => Values.Select(value => new ProbeCase(JsonSerializer.Serialize(new { Images = value }), tasks)),
    };

    /// <inheritdoc/>
    public override ImmutableArray<ProbeSeries> Measure(ProbeJob job, ProbeSubject subject, IProgress<StepProgress> progress)
    {
        if (job.Row.Repair is not { } repair) return Accuracies(subject, subject.Merged, x: 0);
        var most = JsonDocument.Parse(job.Case.Settings).RootElement.GetProperty("Images").GetInt32();
        var input = subject.InputFor(repair, progress);
        ImmutableArray<TaskImages> some = [.. input.Data.Select(task => task with { Images = SomeImages.Draw(task.Images, most, Seed.Of("images", task.Task)) })];
        using var model = CalibrationImages.Repair(repair, subject, some, progress);
        return Accuracies(subject, model, most);
    }

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject) => new(
        $"Accuracy by number of calibration images on {subject}",
        MethodPanels.Of(rows, new Axis("images a task (log scale)") { IsLogarithmic = true, IsMarkedAtValues = true }, Axis.Of(Metrics.Accuracy, "mean over tasks"), row => row.Along(Metrics.Accuracy)));

    private protected override IEnumerable<AnalysisPoint> PointsOf(ProbeRecord record) => LevelOfNoRepair(record, base.PointsOf(record));
}
