using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Models;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>How much there is to compute for rows on <c>clip8</c>, counted in images sent through the encoder.</summary>
/// <param name="Images">Passes, as <see cref="ImagePasses"/> counts them.</param>
/// <param name="Flops">Floating-point operations a pass.</param>
internal sealed record WorkEstimate(long Images, double Flops)
{
    /// <summary>Counts: the experts' answers once, each row's evaluation, embeddings for a repair, and all training.</summary>
    public static WorkEstimate Of(ImmutableArray<PlannedRow> rows, int seeds, VisionTransformerShape tower)
    {
        var tests = ClipTasks.TestImages;
        var tasks = ClipTasks.All.Length;
        var merging = rows.Select(row => row.Method).Distinct().Sum(method => ImagePasses.OfMerge(method, tasks));
        return new WorkEstimate(seeds * (tests + merging + rows.Sum(row => ImagePasses.OfRow(row.Repair, tasks, tests))), tower.FlopsPerImage);
    }

    /// <summary>The estimate in words; measures how fast a device is.</summary>
    public string Text(string device)
    {
        var rate = Machine.MeasureFlops(DeviceName.Parse(device));
        return string.Create(CultureInfo.InvariantCulture,
            $"To compute: about {Images / 1e6:0.0} million image passes of {Flops / 1e9:0.0} GFLOP, {InWords(TimeSpan.FromSeconds(Images * Flops / rate))} on {device}, which multiplies matrices at {rate / 1e9:0} GFLOP/s now; decoding not counted.");
    }

    private static string InWords(TimeSpan time) => time.TotalHours switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, time.TotalMinutes):0} minutes"),
        < 48 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.0} days"),
    };
}
