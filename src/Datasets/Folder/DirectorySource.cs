namespace SurgeryBench.Datasets.Folder;

/// <summary>A split in a folder with a folder a class.</summary>
internal sealed class DirectorySource(string path) : ISplitSource
{
    public string Path => path;

    public IReadOnlyList<ImageEntry> List() =>
    [
        .. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => new ImageEntry(System.IO.Path.GetRelativePath(path, file).Replace('\\', '/'), 0, new FileInfo(file).Length, 0, 0)),
    ];

    public IEntryReader Open() => new Reader(path);

    private sealed class Reader(string path) : IEntryReader
    {
        public byte[] Read(ImageEntry entry) => File.ReadAllBytes(System.IO.Path.Combine(path, entry.Name));

        public void Dispose() { }
    }
}
