using SurgeryBench.Core;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Results.Storage;

/// <summary>Records of one kind under a folder, one immutable file each, whose place follows from what they hold.</summary>
/// <param name="folder">The folder.</param>
/// <param name="pathOf">Where a record belongs.</param>
/// <param name="faultOf">What is wrong with a record as a whole; null for nothing.</param>
internal sealed class RecordFolder<T>(string folder, Func<T, string> pathOf, Func<T, string?> faultOf)
{
    private const int ListedFaults = 20;

    /// <summary>Writes a record unless it is there already.</summary>
    /// <returns>Whether this call wrote it.</returns>
    /// <exception cref="ArgumentException">The record contradicts itself.</exception>
    public bool Write(T record) => faultOf(record) is { } fault
        ? throw new ArgumentException($"'{pathOf(record)}' cannot be written: {fault}", nameof(record))
        : AtomicFile.Create(pathOf(record), JsonFile.SealedBytes(record));

    /// <summary>All records in ordinal order of their paths.</summary>
    /// <exception cref="BadInputException">At least one file is damaged, too large or out of place; the message names each and its fault.</exception>
    public IReadOnlyList<T> All()
    {
        List<T> records = [];
        List<string> faults = [];
        foreach (var path in Places())
        {
            try { records.Add(Read(path)); }
            catch (BadInputException fault) { faults.Add(fault.Message); }
        }
        if (faults.Count == 0) return records;
        var rest = faults.Count > ListedFaults ? $" … and {faults.Count - ListedFaults} more." : "";
        throw new BadInputException(string.Join(" ", faults.Take(ListedFaults)) + rest);
    }

    /// <summary>Reads the record of a place.</summary>
    /// <exception cref="BadInputException">The file is absent, damaged, too large or holds another record.</exception>
    public T Read(string path)
    {
        var record = JsonFile.ReadRecord<T>(path);
        if (faultOf(record) is { } fault) throw new BadInputException($"'{path}' is not a whole record: {fault}");
        return pathOf(record) == path
            ? record
            : throw new BadInputException($"'{path}' holds what belongs at '{pathOf(record)}': it was renamed, moved or edited.");
    }

    // A folder in the place of a file is a fault too.
    private IEnumerable<string> Places() => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFileSystemEntries(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
