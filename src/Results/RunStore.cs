using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>The records under a results folder, one immutable file a run. Several processes may share the folder.</summary>
/// <param name="root">The results folder; records lie in <c>runs</c> inside it.</param>
public sealed class RunStore(string root)
{
    private const int ListedFaults = 20;

    /// <summary>The results folder.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    private string Runs => Path.Combine(Root, "runs");

    /// <summary>Where the record of a key is, or would be.</summary>
    public string PathOf(RunKey key) => Path.Combine([Root, .. key.RelativePath.Split('/')]);

    /// <summary>Whether the run is done. Only the presence of its file is looked at.</summary>
    public bool Contains(RunKey key) => File.Exists(PathOf(key));

    /// <summary>Takes the right to do a run that is not done yet.</summary>
    /// <returns>To be disposed when the run is done or given up; null if it is done, or another process is at it.</returns>
    public RunClaim? TryClaim(RunKey key)
    {
        if (Contains(key) || RunClaim.TryTake(PathOf(key) + RunClaim.Ending) is not { } claim) return null;
        if (!Contains(key)) return claim;
        claim.Dispose();
        return null;
    }

    /// <summary>The record of a key; null if the run is not done.</summary>
    /// <exception cref="BadInputException">The file is damaged, too large or holds another run.</exception>
    public RunRecord? Find(RunKey key) => Contains(key) ? Read(PathOf(key)) : null;

    /// <summary>Writes a record unless its run is done already: records are never replaced.</summary>
    /// <returns>Whether this call wrote it.</returns>
    /// <exception cref="ArgumentException">The record contradicts itself.</exception>
    public bool Write(RunRecord record)
    {
        if (record.Fault() is { } fault) throw new ArgumentException($"Record {record.Key.Id} cannot be written: {fault}", nameof(record));
        var bytes = JsonFile.SealedBytes(record);
        if (bytes.Length > JsonFile.LargestBytes)
            throw new ArgumentException($"Record {record.Key.Id} would have {bytes.Length} bytes.", nameof(record));
        return AtomicFile.Create(PathOf(record.Key), bytes);
    }

    /// <summary>All records in ordinal order of their paths.</summary>
    /// <exception cref="BadInputException">At least one file is damaged, too large or out of place; the message names each and its fault.</exception>
    public IReadOnlyList<RunRecord> All()
    {
        List<RunRecord> records = [];
        List<string> faults = [];
        foreach (var path in Files())
        {
            try { records.Add(Read(path)); }
            catch (BadInputException fault) { faults.Add(fault.Message); }
        }
        if (faults.Count == 0) return records;
        var rest = faults.Count > ListedFaults ? $" … and {faults.Count - ListedFaults} more." : "";
        throw new BadInputException(string.Join(" ", faults.Take(ListedFaults)) + rest);
    }

    /// <summary>Reads one record, wherever it lies.</summary>
    /// <exception cref="BadInputException">The file is absent, damaged or too large.</exception>
    public static RunRecord ReadFile(string path)
    {
        var record = JsonFile.ReadSealed<RunRecord>(path);
        return record.Fault() is { } fault ? throw new BadInputException($"'{path}' is not a whole record: {fault}") : record;
    }

    private RunRecord Read(string path)
    {
        var record = ReadFile(path);
        return PathOf(record.Key) == path
            ? record
            : throw new BadInputException($"'{path}' holds the run that belongs at '{record.Key.RelativePath}': it was renamed, moved or edited.");
    }

    private IEnumerable<string> Files() => !Directory.Exists(Runs)
        ? []
        : Directory.EnumerateFiles(Runs, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
