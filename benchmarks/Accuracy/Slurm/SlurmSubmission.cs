using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Accuracy.Slurm;

/// <summary>Hands a sweep to Slurm.</summary>
internal sealed record SlurmSubmission
{
    private const string Script = "sweep.sbatch";

    /// <summary>What <c>surgerybench</c> is to be given, the verb first; parts are added.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>The results folder.</summary>
    public required string Results { get; init; }

    /// <summary>What each task does; none is empty.</summary>
    public required ImmutableArray<Shard> Shards { get; init; }

    /// <summary>Where tasks are queued; null for Slurm's own choice.</summary>
    public string? Partition { get; init; }

    /// <summary>GPUs a task.</summary>
    public int Gpus { get; init; }

    /// <summary>Cores a task.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>How long a task may take before it is requeued, as Slurm writes it; null for the partition's limit.</summary>
    public string? Time { get; init; }

    /// <summary>Further arguments of <c>sbatch</c> for the array.</summary>
    public ImmutableArray<string> More { get; init; } = [];

    /// <summary>What <c>sbatch</c> is given for the array.</summary>
    public ImmutableArray<string> ArrayArguments =>
    [
        "--parsable", string.Create(CultureInfo.InvariantCulture, $"--array=0-{Shards.Length - 1}"), $"--output={Path.Combine(Folder, "%A_%a.log")}",
        string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={Cores}"), .. Place(), .. Gpus > 0 ? [string.Create(CultureInfo.InvariantCulture, $"--gres=gpu:{Gpus}")] : Array.Empty<string>(),
        .. Time is null ? Array.Empty<string>() : [$"--time={Time}"], .. More, Path.Combine(Folder, Script), string.Create(CultureInfo.InvariantCulture, $"{Shards.Length}"), .. Program, .. Arguments,
    ];

    private string Folder => SlurmJob.FolderOf(Path.GetFullPath(Results));

    // A tool that dotnet starts is not the program of the process.
    private static ImmutableArray<string> Program => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, $"{typeof(SlurmSubmission).Assembly.GetName().Name}.dll")]
        : [Environment.ProcessPath!];

    /// <summary>Submits the array, and after it the job that writes the tables.</summary>
    /// <returns>What was submitted; it is written down.</returns>
    /// <exception cref="BadInputException">Slurm is not installed, or takes the job not; the message is its own.</exception>
    public SlurmJob Submit()
    {
        AtomicFile.Replace(Path.Combine(Folder, Script), Template());
        var id = Batch(ArrayArguments);
        var report = string.Join(' ', Program.AddRange("report", "--out", Path.GetFullPath(Results)).Select(Quoted));
        var reportId = Batch(["--parsable", $"--dependency=afterany:{id}", "--job-name=surgerybench-report", $"--output={Path.Combine(Folder, "%j.report.log")}", .. Place(), $"--wrap={report}"]);
        var job = new SlurmJob { Id = id, ReportId = reportId, Arguments = Arguments, Records = [.. Shards.Select(shard => SlurmJob.PathsOf(shard.Runs.Select(run => run.Key)))] };
        job.Write(Results);
        return job;
    }

    private string[] Place() => Partition is null ? [] : [$"--partition={Partition}"];

    // In a federation the id has the cluster's name behind it.
    private static string Batch(ImmutableArray<string> arguments)
    {
        var (status, output, error) = SlurmCommand.Run("sbatch", arguments.AsSpan());
        return status == 0 ? output.Split(';')[0] : throw new BadInputException($"Slurm does not take the job: {error.ReplaceLineEndings(" ")}");
    }

    private static string Quoted(string argument) => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static byte[] Template()
    {
        using var stream = typeof(SlurmSubmission).Assembly.GetManifestResourceStream(Script)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
