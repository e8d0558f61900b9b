using System.Collections.Immutable;
using System.Text.Json;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Slurm;

/// <summary>A sweep that was submitted: an array of tasks, and a job after it that writes the tables.</summary>
internal sealed record SlurmJob
{
    private const string Folder = "slurm";

    // Slurm calls jobs by numbers; the file is read by people too.
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, RespectNullableAnnotations = true };

    /// <summary>The array's id.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the job that writes the tables.</summary>
    public required string ReportId { get; init; }

    /// <summary>What <c>surgerybench</c> was given.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>For each task the records it is to write, as paths under the results folder.</summary>
    public required ImmutableArray<ImmutableArray<string>> Records { get; init; }

    /// <summary>The folder of job files and logs in a results folder.</summary>
    public static string FolderOf(string results) => Path.Combine(results, Folder);

    /// <summary>The log of a task.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="task">Its number, from 0.</param>
    public string LogOf(string results, int task) => Path.Combine(FolderOf(results), $"{Id}_{task}.log");

    /// <summary>How many records of a task there are.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="task">Its number, from 0.</param>
    public int Done(string results, int task) => Records[task].Count(path => File.Exists(Path.Combine(results, path)));

    /// <summary>Writes it down.</summary>
    public void Write(string results) => AtomicFile.Replace(Path.Combine(FolderOf(results), $"{Id}.json"), JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>The jobs that were submitted for a results folder, the newest last.</summary>
    /// <exception cref="BadInputException">A file is no such job.</exception>
    public static ImmutableArray<SlurmJob> All(string results) => !Directory.Exists(FolderOf(results)) ? [] :
        [.. Directory.GetFiles(FolderOf(results), "*.json").Order(StringComparer.Ordinal).Select(Read).OrderBy(job => job.Id.Length).ThenBy(job => job.Id, StringComparer.Ordinal)];

    private static SlurmJob Read(string path)
    {
        try
        {
            var job = JsonSerializer.Deserialize<SlurmJob>(File.ReadAllBytes(path), Json);
            return job is { Arguments.IsDefault: false, Records.IsDefaultOrEmpty: false } && !job.Records.Any(records => records.IsDefault || records.Contains(null!))
                ? job
                : throw new BadInputException($"'{path}' is not a whole job; one that 'surgerybench submit' wrote was expected.");
        }
        catch (JsonException error)
        {
            throw new BadInputException($"'{path}' is no job that 'surgerybench submit' wrote: {error.Message}");
        }
    }

    /// <summary>What a plan's part writes, as paths under the results folder.</summary>
    internal static ImmutableArray<string> PathsOf(IEnumerable<RunKey> keys) => [.. keys.Select(key => key.RelativePath)];
}
