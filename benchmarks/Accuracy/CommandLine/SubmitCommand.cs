using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SurgeryBench.Accuracy.Slurm;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>submit</c>: hands a selection to Slurm, in parts.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var array = new Option<int>("--array") { Description = "In how many parts, each a task of the array.", Required = true };
        var partition = new Option<string?>("--partition") { Description = "Slurm's partition. Default: Slurm's." };
        var gpus = new Option<int>("--gpus") { Description = "GPUs a task, 0 or 1; with --device cuda." };
        var cores = new Option<int>("--cpus") { Description = "Cores a task, which does as many runs at a time.", DefaultValueFactory = _ => 1 };
        var time = new Option<string?>("--time") { Description = "How long a task may take before it is requeued, e.g. 4:00:00. Default: the partition's limit." };
        var more = new Option<string[]>("--sbatch") { Description = "A further argument of sbatch, e.g. --sbatch=--mem=32G; repeatable." };
        var dry = new Option<bool>("--dry-run") { Description = "Show the parts and what sbatch would be given; submit nothing." };
        Option[] own = [array, partition, gpus, cores, time, more, dry];
        var command = new Command("submit", """
            Submits what is absent of a selection to Slurm as an array of tasks that take about as long, and after it a job that writes tables,
            figures and page. Tasks share the results folder and the cache, which have to lie where all nodes see them. A task that is
            pre-empted or out of time is requeued and goes on where its records end. 'surgerybench status' says how far they are.

            Examples:
              surgerybench submit --seeds 0,1,2 --array 16 --cpus 4 --partition cpu
              surgerybench submit --suite clip8 --backbone vit-b-32 --array 8 --partition gpu --gpus 1 --device cuda --time 4:00:00
            """);
        foreach (var option in own) command.Options.Add(option);
        var selection = new SelectionOptions(runs: true);
        selection.AddTo(command);
        command.SetAction(parsed =>
        {
            var (parts, many) = (Positive("--array", parsed.GetValue(array)), Positive("--cpus", parsed.GetValue(cores)));
            var given = AtMostOne(parsed.GetValue(gpus));
            return Submit(selection.Read(parsed), parts, given, parsed.GetValue(dry), (results, shards) => new SlurmSubmission
            {
                Arguments = ["run", "--quiet", .. Given(parsed, command.Options.Except(own)), "--threads", string.Create(CultureInfo.InvariantCulture, $"{many}")],
                Results = results,
                Shards = shards,
                Partition = parsed.GetValue(partition),
                Gpus = given,
                Cores = many,
                Time = parsed.GetValue(time),
                More = [.. parsed.GetValue(more) ?? []],
            });
        });
        return command;
    }

    private static int Submit(Selection selection, int parts, int gpus, bool dry, Func<string, ImmutableArray<Shard>, SlurmSubmission> make)
    {
        if (selection.Shard.Count != 1) throw new UsageException("--shard names one part; submit makes the parts, --array says how many.");
        if (gpus > 0 != selection.Device.StartsWith("cuda", StringComparison.Ordinal)) throw new UsageException($"--gpus is {gpus} and --device '{selection.Device}'; a GPU a task and cuda go together.");
        using var plan = Planner.Make(selection);
        if (!plan.Absent.Any())
        {
            Console.Error.WriteLine($"All {plan.Runs.Length} runs are done; 'surgerybench report' writes the tables.");
            return ExitCode.Done;
        }
        var submission = make(selection.Results, Filled(Planner.Split(plan, parts)));
        Print(submission.Shards);
        if (dry)
        {
            Console.WriteLine($"sbatch {string.Join(' ', submission.ArrayArguments)}");
            return ExitCode.Done;
        }
        var job = submission.Submit();
        Console.WriteLine($"Submitted batch job {job.Id}, {submission.Shards.Length} tasks, and {job.ReportId}, which writes the tables after it. 'surgerybench status' says how far they are; logs are in {SlurmJob.FolderOf(selection.Results)}.");
        return ExitCode.Done;
    }

    // Parts that have nothing to do are the last ones.
    private static ImmutableArray<Shard> Filled(ImmutableArray<Shard> shards) => [.. shards.Where(shard => !shard.Runs.IsEmpty)];

    private static void Print(ImmutableArray<Shard> shards) => new Listing(
        ["task", "runs", "of them done", "image passes"],
        [.. shards.Select((shard, index) => new[] { $"{index}", $"{shard.Runs.Length}", $"{shard.Runs.Count(run => run.Done)}", shard.Passes.ToString("N0", CultureInfo.InvariantCulture) })]).Print("table");

    // The options as they were given, for the tasks.
    private static IEnumerable<string> Given(ParseResult parsed, IEnumerable<Option> options) =>
        from option in options
        where option.Name != "--threads" && parsed.GetResult(option) is { Implicit: false }
        let values = parsed.GetResult(option)!.Tokens
        from word in values.Count == 0 ? [option.Name] : values.SelectMany(value => new[] { option.Name, value.Value })
        select word;

    private static int AtMostOne(int gpus) => gpus is 0 or 1 ? gpus : throw new UsageException($"--gpus is {gpus}; 0 or 1 was expected, since a task computes on one device.");

    private static int Positive(string option, int value) => value > 0 ? value : throw new UsageException($"{option} is {value}; a number above 0 was expected.");
}
