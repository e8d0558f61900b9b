using System.IO.Compression;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Folder;

/// <summary>A split in a zip file.</summary>
internal sealed class ZipSource(string path) : ISplitSource
{
    public string Path => path;

    // The directory is read only when its entries are asked for.
    public IReadOnlyList<ImageEntry> List() => Named(() =>
    {
        using var archive = ZipFile.OpenRead(path);
        return archive.Entries
            .Select((entry, i) => new ImageEntry(entry.FullName, i, entry.Length, entry.Crc32, 0))
            .Where(entry => !entry.Name.EndsWith('/')).ToList();
    });

    public IEntryReader Open() => new Reader(Named(() => ZipFile.OpenRead(path)));

    private T Named<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be read as a zip file: {fault.Message}", fault);
        }
    }

    private sealed class Reader(ZipArchive archive) : IEntryReader
    {
        public byte[] Read(ImageEntry entry)
        {
            // The length a zip states is a claim: neither more nor less than it is accepted.
            var data = new byte[entry.Size];
            using var stream = archive.Entries[entry.Position].Open();
            var read = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
            if (read < data.Length || stream.ReadByte() >= 0) throw new InvalidDataException($"does not have the {entry.Size} bytes its zip states");
            if (Crc32.Of(data) != entry.Crc) throw new InvalidDataException("does not have the checksum its zip states");
            return data;
        }

        public void Dispose() => archive.Dispose();
    }
}
