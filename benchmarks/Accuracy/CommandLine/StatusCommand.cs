using System.CommandLine;
using SurgeryBench.Accuracy.Slurm;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>status</c>: how far a submitted sweep is.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var results = FolderOption.Out();
        var format = new Option<string>("--format") { Description = "table or csv", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "csv");
        var command = new Command("status", "Says how far the sweep is that 'surgerybench submit' handed to Slurm last: the state of each task from the queue, what it has done from the records. Exit status 4 if a task ended with runs left.") { results, format };
        command.SetAction(parsed => Show(parsed.GetRequiredValue(results), parsed.GetRequiredValue(format)));
        return command;
    }

    private static int Show(string results, string format)
    {
        var job = SlurmJob.All(results) is [.., var last]
            ? last
            : throw new BadInputException($"Nothing was submitted for '{results}'; 'surgerybench submit' hands a sweep to Slurm.");
        var queue = SlurmQueue.Read(job.Id);
        var done = job.Records.Select((_, task) => job.Done(results, task)).ToArray();
        new Listing(
            ["task", "state", "runs done", "of", "where or why"],
            [.. job.Records.Select((records, task) => Row(task, queue.GetValueOrDefault(task, (done[task] == records.Length ? "DONE" : "ENDED", "")), done[task], records.Length))]).Print(format);
        Console.Error.WriteLine($"Job {job.Id}: {done.Sum()} of {job.Records.Sum(records => records.Length)} runs are done, {queue.Count} of {job.Records.Length} tasks are in the queue.");
        var failed = Enumerable.Range(0, job.Records.Length).Where(task => !queue.ContainsKey(task) && done[task] < job.Records[task].Length).ToList();
        foreach (var task in failed) Console.Error.WriteLine($"surgerybench: Task {task} ended with {job.Records[task].Length - done[task]} runs left, see {job.LogOf(results, task)}; the same 'submit' hands in what is left.");
        return failed.Count == 0 ? ExitCode.Done : ExitCode.RunFailed;
    }

    private static string[] Row(int task, (string State, string Where) state, int done, int total) => [$"{task}", state.State, $"{done}", $"{total}", state.Where];
}
