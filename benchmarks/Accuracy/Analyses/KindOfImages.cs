using System.Collections.Immutable;
using System.Text.Json;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Accuracy on test images by what a repair looks at: those very images, training images, the next task's images, or noise.</summary>
internal sealed record KindOfImages : Probe
{
    private static readonly ImmutableArray<CalibrationKind> Kinds = [.. Enum.GetValues<CalibrationKind>()];

    /// <inheritdoc/>
    public override string Name => "image-kinds";

    /// <inheritdoc/>
    public override string Description => "accuracy by the kind of calibration images: test, training, other tasks' or noise; x counts the kinds from 0";

    /// <inheritdoc/>
    public override IEnumerable<ProbeCase> CasesOf(PlannedRow row, int tasks) => row.Repair switch
    {
        null => [new ProbeCase(RunKey.NoSettings, tasks)],
        { Data: DataUse.None } => [],
        _ => Kinds.Select(kind => new ProbeCase(JsonSerializer.Serialize(new { Kind = $"{kind}" }), tasks)),
    };

    /// <inheritdoc/>
    public override ImmutableArray<ProbeSeries> Measure(ProbeJob job, ProbeSubject subject, IProgress<StepProgress> progress)
    {
        if (job.Row.Repair is not { } repair) return Accuracies(subject, subject.Merged, x: 0);
        var kind = Enum.Parse<CalibrationKind>(JsonDocument.Parse(job.Case.Settings).RootElement.GetProperty("Kind").GetString()!);
        var images = Images(kind, subject.InputFor(repair, progress).Data, subject.Bench);
        using var noise = images[0].Images as NoiseImages;
        using var model = CalibrationImages.Repair(repair, subject, images, progress);
        return Accuracies(subject, model, (int)kind);
    }

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject) => new(
        $"Accuracy by kind of calibration images on {subject}",
        MethodPanels.Of(
            rows, new Axis("calibration images") { Kinds = ["test", "training", "another task's", "noise"] }, Axis.Of(Metrics.Accuracy, "mean over tasks"),
            row => row.Along(Metrics.Accuracy), CurveForm.Points));

    private protected override IEnumerable<AnalysisPoint> PointsOf(ProbeRecord record) => LevelOfNoRepair(record, base.PointsOf(record));

    private static ImmutableArray<TaskImages> Images(CalibrationKind kind, ImmutableArray<TaskImages> test, Bench bench) => kind switch
    {
        CalibrationKind.Test => test,
        CalibrationKind.Training => bench.DataFor(DataUse.UnlabelledTrain),
        CalibrationKind.OtherTask => [.. test.Select((task, index) => task with { Images = test[(index + 1) % test.Length].Images })],
        CalibrationKind.Noise => Noise(test, bench),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };

    // The same noise for all tasks: what they are asked for differs by expert alone.
    private static ImmutableArray<TaskImages> Noise(ImmutableArray<TaskImages> test, Bench bench)
    {
        var noise = new NoiseImages(test.Max(task => task.Images.Count), bench.Backbone.ImageSize, Seed.Of("noise"), bench.Device);
        return [.. test.Select(task => task with { Images = noise })];
    }
}
