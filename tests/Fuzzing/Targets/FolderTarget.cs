using System.Collections.Frozen;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using SurgeryBench.Datasets.Folder;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>A task's folder: a class list, coarser labels, or a zip of images.</summary>
internal sealed class FolderTarget : FuzzTarget
{
    private const string Coarse = "coarse\n";
    private static readonly byte[] Signature = "PK"u8.ToArray();
    private static readonly byte[] Classes = "red\ngreen\n"u8.ToArray();

    public override string Name => "folder";

    public override int Share => 4;

    public override ImmutableArray<byte[]> Words { get; } =
        Latin("\n", "\r\n", "\u0000", "red", "green", "0", "1", "2", "-1", "99999999999", "/", "../", "red/", "green/x.png", "000/", ".hidden", "PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "PK\u0006\u0006", "PK\u0006\u0007", "\u0001\u0000\u0010\u0000", Coarse);

    public override void Read(byte[] input, string folder)
    {
        var (isZip, isCoarse) = (input.AsSpan().StartsWith(Signature), input.AsSpan().StartsWith(Encoding.UTF8.GetBytes(Coarse)));
        Written(isZip || isCoarse ? Classes : input, folder, "classes.txt");
        Written(isCoarse ? input[Coarse.Length..] : "0\n1\n"u8.ToArray(), folder, "kind_of_class.txt");
        Written("warm\ncold\n"u8.ToArray(), folder, "kind_classes.txt");
        var task = LabelledFolder.Open(folder, isCoarse ? FrozenSet<string>.Empty : [System.IO.Path.GetFileName(folder)]);
        if (!isZip) return;
        Written(input, folder, "test.zip");
        var split = task.List("test");
        _ = split.Shuffled().Divide();
        using var reader = split.Source.Open();
        foreach (var entry in split.Entries) Read(reader, entry);
    }

    public override byte[] Mend(byte[] input) => ZipChecksums.Mended(input);

    private static void Read(IEntryReader reader, ImageEntry entry)
    {
        try
        {
            reader.Read(entry);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            // A damaged image is left out and named.
        }
    }

    protected override IEnumerable<byte[]> Seeds()
    {
        yield return Classes;
        yield return "0\n1\n2\n3"u8.ToArray();
        yield return Encoding.UTF8.GetBytes(Coarse + "1\n0\n");
        foreach (var level in new[] { CompressionLevel.NoCompression, CompressionLevel.Optimal })
        {
            using var bytes = new MemoryStream();
            using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var name in new[] { "red/a.png", "red/b.png", "001/c.png", "green/" })
                {
                    using var stream = zip.CreateEntry(name, level).Open();
                    stream.Write(Classes);
                }
            }
            yield return bytes.ToArray();
        }
    }
}
