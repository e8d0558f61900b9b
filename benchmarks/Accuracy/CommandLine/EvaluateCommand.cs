using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SurgeryBench.Accuracy.Export;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Evaluation;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>evaluate</c>: scores a model that was written down.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A folder that 'surgerybench merge' made." };
        var format = new Option<string>("--format") { Description = "table or csv", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "csv");
        var quiet = new Option<bool>("--quiet") { Description = "Show no progress." };
        var command = new Command("evaluate", """
            Scores a model that 'surgerybench merge' wrote, corrections included, on the test images of a suite. Writes nothing.

            Examples:
              surgerybench evaluate ties-merged
              surgerybench evaluate ta-surgery --suite clip8 --backbone vit-b-32 --format csv
            """)
        { folder, format, quiet };
        var selection = new SelectionOptions(methods: "", repairs: "", "Not used.");
        selection.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Score(parsed.GetRequiredValue(folder), selection.Read(parsed), parsed.GetRequiredValue(format), parsed.GetValue(quiet), cancellation), cancellation));
        return command;
    }

    private static int Score(string folder, Selection selection, string format, bool quiet, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw new BadInputException($"There is no folder '{folder}'; one that 'surgerybench merge' made was expected.");
        if (selection.Seeds is not [var seed]) throw new UsageException($"--seeds names {selection.Seeds.Length} seeds; the one whose heads score the model was expected.");
        using var plan = Planner.Make(selection with { Methods = [], Repairs = [], Settings = [] });
        var results = SweepViews.Show(quiet, 1, view => Score(folder, plan, seed, view, cancellation));
        Print(results, format);
        return ExitCode.Done;
    }

    private static ImmutableArray<TaskResult> Score(string folder, SweepPlan plan, int seed, ISweepView view, CancellationToken cancellation)
    {
        using var bench = Bench.Open(plan, seed, view, cancellation);
        using var model = ModelFolder.Read(folder, plan.Zoos.Backbone, bench.Backbone, DeviceName.Parse(plan.Selection.Device));
        TaskScorer[] scorers = [.. bench.Scorers()];
        var results = new TaskResult[scorers.Length];
        Parallel.For(0, scorers.Length, new ParallelOptions { MaxDegreeOfParallelism = plan.Selection.Threads, CancellationToken = cancellation }, task =>
        {
            using var lease = CollectionGate.Enter();
            results[task] = scorers[task].Score(model, cancellation);
        });
        return [.. results];
    }

    private static void Print(ImmutableArray<TaskResult> results, string format) => new Listing(
        ["task", "correct", "of", "accuracy"],
        [
            .. results.Select(result => Row(result.Task, $"{result.Correct}", $"{result.Total}", (double)result.Correct / result.Total)),
            Row("average", "", "", results.Average(result => (double)result.Correct / result.Total)),
        ]).Print(format);

    private static string[] Row(string task, string correct, string total, double accuracy) =>
        [task, correct, total, accuracy.ToString("0.0000", CultureInfo.InvariantCulture)];
}
