using SurgeryBench.Core;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results.Selection;

/// <summary>The selection records under a results folder, one immutable file a method and seed, in <c>selections</c>.</summary>
/// <param name="root">The results folder.</param>
public sealed class SelectionStore(string root)
{
    private readonly string folder = Path.Combine(Path.GetFullPath(root), "selections");

    /// <summary>Where the record of a default run's key is, or would be.</summary>
    public string PathOf(RunKey key) => Path.Combine(folder, key.Group.Folder, $"{key.Id}.json");

    /// <summary>Whether the choice is made.</summary>
    public bool Contains(RunKey key) => File.Exists(PathOf(key));

    /// <summary>Writes a record unless its choice is made already.</summary>
    /// <returns>Whether this call wrote it.</returns>
    /// <exception cref="ArgumentException">The record contradicts itself.</exception>
    public bool Write(SelectionRecord record) => record.Fault() is { } fault
        ? throw new ArgumentException($"Selection {record.Key.Id} cannot be written: {fault}", nameof(record))
        : AtomicFile.Create(PathOf(record.Key), JsonFile.Bytes(record));

    /// <summary>All records in ordinal order of their paths.</summary>
    /// <exception cref="BadInputException">A file is damaged or out of place.</exception>
    public IReadOnlyList<SelectionRecord> All() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];

    private SelectionRecord Read(string path)
    {
        var record = JsonFile.Read<SelectionRecord>(path);
        if (record.Fault() is { } fault) throw new BadInputException($"'{path}' is not a whole record: {fault}");
        return PathOf(record.Key) == path
            ? record
            : throw new BadInputException($"'{path}' holds the choice that belongs at '{PathOf(record.Key)}': it was renamed, moved or edited.");
    }
}
