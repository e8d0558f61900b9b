using SurgeryBench.Core;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Results.Storage;

/// <summary>Records of one kind under a folder, one immutable file each, whose place follows from what they hold.</summary>
/// <param name="folder">The folder.</param>
/// <param name="pathOf">Where a record belongs.</param>
/// <param name="faultOf">What is wrong with a record as a whole; null for nothing.</param>
internal sealed class RecordFolder<T>(string folder, Func<T, string> pathOf, Func<T, string?> faultOf)
{
    /// <summary>Writes a record unless it is there already.</summary>
    /// <returns>Whether this call wrote it.</returns>
    /// <exception cref="ArgumentException">The record contradicts itself.</exception>
    public bool Write(T record) => faultOf(record) is { } fault
        ? throw new ArgumentException($"'{pathOf(record)}' cannot be written: {fault}", nameof(record))
        : AtomicFile.Create(pathOf(record), JsonFile.SealedBytes(record));

    /// <summary>All records in ordinal order of their paths.</summary>
    /// <exception cref="BadInputException">A file is damaged or out of place.</exception>
    public IReadOnlyList<T> All() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];

    private T Read(string path)
    {
        var record = JsonFile.ReadSealed<T>(path);
        if (faultOf(record) is { } fault) throw new BadInputException($"'{path}' is not a whole record: {fault}");
        return pathOf(record) == path
            ? record
            : throw new BadInputException($"'{path}' holds what belongs at '{pathOf(record)}': it was renamed, moved or edited.");
    }
}
