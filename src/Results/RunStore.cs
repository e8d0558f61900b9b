using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>The records under a results folder, one immutable file a run. Several processes may share the folder.</summary>
/// <param name="root">The results folder; records lie in <c>runs</c> inside it.</param>
public sealed class RunStore(string root)
{
    private readonly RecordFolder<RunRecord> files = new(RunsIn(root), record => PathIn(root, record.Key), record => record.Fault());

    /// <summary>The results folder.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Where the record of a key is, or would be.</summary>
    public string PathOf(RunKey key) => PathIn(Root, key);

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
    public RunRecord? Find(RunKey key) => Contains(key) ? files.Read(PathOf(key)) : null;

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
    public IReadOnlyList<RunRecord> All() => files.All();

    /// <summary>Reads one record, wherever it lies.</summary>
    /// <exception cref="BadInputException">The file is absent, damaged or too large.</exception>
    public static RunRecord ReadFile(string path)
    {
        var record = JsonFile.ReadRecord<RunRecord>(path);
        return record.Fault() is { } fault ? throw new BadInputException($"'{path}' is not a whole record: {fault}") : record;
    }

    private static string RunsIn(string root) => Path.Combine(Path.GetFullPath(root), "runs");

    private static string PathIn(string root, RunKey key) => Path.Combine([Path.GetFullPath(root), .. key.RelativePath.Split('/')]);
}
