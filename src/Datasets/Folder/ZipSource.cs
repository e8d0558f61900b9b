using System.IO.Compression;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Folder;

/// <summary>A split in a zip file.</summary>
internal sealed class ZipSource(string path) : ISplitSource
{
    public string Path => path;

    public IReadOnlyList<ImageEntry> List()
    {
        using var archive = OpenArchive();
        return [.. archive.Entries
            .Select((entry, i) => new ImageEntry(entry.FullName, i, entry.Length, entry.Crc32, 0))
            .Where(entry => !entry.Name.EndsWith('/'))];
    }

    public IEntryReader Open() => new Reader(OpenArchive());

    private ZipArchive OpenArchive()
    {
        try
        {
            return ZipFile.OpenRead(path);
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
