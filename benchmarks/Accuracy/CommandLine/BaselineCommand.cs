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
        foreach (var group in new RunStore(results).All().GroupBy(record => record.Key.Group))
        {
            var path = Baseline.PathOf(results, group.Key);
            Baseline.Of([.. group], tolerance).Write(path);
            Console.WriteLine(path);
        }
        return ExitCode.Done;
    }

    private static int Check(string results)
    {
        var records = new RunStore(results).All();
        var faults = records.Select(record => record.Key.Group).Distinct().Select(group => Baseline.PathOf(results, group)).Where(File.Exists)
            .SelectMany(path => Baseline.Read(path).FaultsOf(records)).ToList();
        foreach (var fault in faults) Console.Error.WriteLine($"surgerybench: {fault}");
        return faults.Count == 0 ? ExitCode.Done : ExitCode.RunFailed;
    }
}
