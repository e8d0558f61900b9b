using SurgeryBench.Core;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results.Probes;

/// <summary>The probe records under a folder of analyses, one immutable file each, in <c>probes</c>. Several processes may share the folder.</summary>
/// <param name="root">The folder of analyses.</param>
public sealed class ProbeStore(string root)
{
    private readonly RecordFolder<ProbeRecord> files = new(FolderIn(root), record => PathIn(root, record.Key), record => record.Fault());

    /// <summary>Where the record of a key is, or would be.</summary>
    public string PathOf(ProbeKey key) => PathIn(root, key);

    /// <summary>Whether the probe is done.</summary>
    public bool Contains(ProbeKey key) => File.Exists(PathOf(key));

    /// <summary>Writes a record unless its probe is done already.</summary>
    /// <returns>Whether this call wrote it.</returns>
    /// <exception cref="ArgumentException">The record contradicts itself.</exception>
    public bool Write(ProbeRecord record) => files.Write(record);

    /// <summary>All records in ordinal order of their paths.</summary>
    /// <exception cref="BadInputException">A file is damaged or out of place.</exception>
    public IReadOnlyList<ProbeRecord> All() => files.All();

    private static string FolderIn(string root) => Path.Combine(Path.GetFullPath(root), "probes");

    private static string PathIn(string root, ProbeKey key) => Path.Combine(FolderIn(root), key.Row.Group.Folder, $"{key.Id}.json");
}
