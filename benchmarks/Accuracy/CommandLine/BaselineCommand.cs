using System.CommandLine;
using SurgeryBench.Results;
using SurgeryBench.Results.Baselines;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>baseline</c>: writes down what the records are now, for later runs to be compared with, or compares.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        var results = FolderOption.Out();
        var check = new Option<bool>("--check") { Description = "Compare the records with the baseline instead of writing it; exit status 4 on a difference." };
        var tolerance = new Option<double>("--tolerance") { Description = "How far an average accuracy may move, as a fraction.", DefaultValueFactory = _ => 0.02 };
        var command = new Command("baseline", "Writes or checks the average accuracies that later runs are held to.") { results, check, tolerance };
        command.SetAction(parsed => parsed.GetValue(check)
            ? Check(parsed.GetRequiredValue(results))
            : Write(parsed.GetRequiredValue(results), parsed.GetValue(tolerance)));
        return command;
    }

    private static int Write(string results, double tolerance)
    {
        foreach (var group in new RunStore(results).All().Where(record => !record.Key.IsInductive).GroupBy(record => record.Key.Group))
        {
            var path = Baseline.PathOf(results, group.Key);
            Baseline.Of([.. Unambiguous(group)], tolerance).Write(path);
            Console.WriteLine(path);
        }
        return ExitCode.Done;
    }

    // A row that was run with several settings, or on several zoos, is no one accuracy to hold later runs to.
    private static IEnumerable<RunRecord> Unambiguous(IEnumerable<RunRecord> records)
    {
        foreach (var runs in records.GroupBy(record => (record.Key.Method, record.Key.Repair, record.Key.Seed)))
        {
            if (runs.ToList() is [var run])
            {
                yield return run;
                continue;
            }
            var (method, repair, seed) = runs.Key;
            Console.Error.WriteLine($"surgerybench: {method} + {repair}, seed {seed} has {runs.Count()} runs that differ in settings or zoo; the baseline leaves it out.");
        }
    }

    private static int Check(string results)
    {
        var records = new RunStore(results).All();
        var faults = records.Select(record => record.Key.Group).Distinct()
            .SelectMany(group => Baseline.Find(results, group)?.FaultsOf(records) ?? []).ToList();
        foreach (var fault in faults) Console.Error.WriteLine($"surgerybench: {fault}");
        return faults.Count == 0 ? ExitCode.Done : ExitCode.RunFailed;
    }
}
