namespace SurgeryBench.Datasets.Folder;

/// <summary>Reads files of a split. Not safe to share between threads.</summary>
internal interface IEntryReader : IDisposable
{
    /// <summary>All bytes of a file.</summary>
    /// <exception cref="InvalidDataException">They are not what the split's directory says.</exception>
    byte[] Read(ImageEntry entry);
}
