using SurgeryBench.Core;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results.Selection;

/// <summary>The selection records under a results folder, one immutable file a method and seed, in <c>selections</c>.</summary>
/// <param name="root">The results folder.</param>
public sealed class SelectionStore(string root)
{
    private readonly RecordFolder<SelectionRecord> files = new(FolderIn(root), record => PathIn(root, record.Key), record => record.Fault());

    /// <summary>Where the record of a default run's key is, or would be.</summary>
    public string PathOf(RunKey key) => PathIn(root, key);

    /// <summary>Whether the choice is made.</summary>
    public bool Contains(RunKey key) => File.Exists(PathOf(key));

    /// <summary>Writes a record unless its choice is made already.</summary>
    /// <returns>Whether this call wrote it.</returns>
    /// <exception cref="ArgumentException">The record contradicts itself.</exception>
    public bool Write(SelectionRecord record) => files.Write(record);

    /// <summary>All records in ordinal order of their paths.</summary>
    /// <exception cref="BadInputException">A file is damaged or out of place.</exception>
    public IReadOnlyList<SelectionRecord> All() => files.All();

    private static string FolderIn(string root) => Path.Combine(Path.GetFullPath(root), "selections");

    private static string PathIn(string root, RunKey key) => Path.Combine(FolderIn(root), key.Group.Folder, $"{key.Id}.json");
}
