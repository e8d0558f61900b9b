using System.Collections.Immutable;
using System.IO.Compression;
using SurgeryBench.Models.Checkpoints;
using SurgeryBench.Tests.Models.PyTorch;
using SurgeryBench.Tests.Parity;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Checkpoints of any format as files: zips above all. A pickle alone is put into one.</summary>
internal sealed class TorchFileTarget : FuzzTarget
{
    private const int StorageBytes = 64;
    private static readonly byte[] Signature = "PK"u8.ToArray();
    private readonly PickleTarget pickles = new();

    public override string Name => "torch-file";

    public override int Share => 8;

    public override ImmutableArray<byte[]> Words => pickles.Words.AddRange(Latin("PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "PK\u0006\u0006", "PK\u0006\u0007", "root/", "data.pkl", "data/0", "byteorder", "constants.pkl", "big"));

    public override IEnumerable<Func<byte[]>> Attacks => [() => TorchPickle.ZipOfViews(2000, 12 << 20), () => TorchPickle.ZipOfViews(30, 4 << 20)];

    public override void Read(byte[] input, string folder)
    {
        using var file = Checkpoint.Open(Written(input, folder, "x.pt"));
        foreach (var entry in file.Entries) file.Read(entry.Name).Dispose();
    }

    /// <summary>Members get the checksums of what they hold.</summary>
    public override byte[] Mend(byte[] input) => input.AsSpan().StartsWith(Signature) ? ZipChecksums.Mended(input) : TorchPickle.Zip(input, new byte[StorageBytes]);

    protected override IEnumerable<byte[]> Seeds()
    {
        var files = Fixture.Open("pt_files");
        foreach (var path in Directory.EnumerateFiles(files.PathOf("hostile"), "*.pt").Concat(Directory.EnumerateFiles(files.PathOf(), "*.pt")).Order(StringComparer.Ordinal)) yield return File.ReadAllBytes(path);
        var pickle = TorchPickle.Contents([2, 3], [3, 1], 0, StorageBytes / sizeof(float));
        yield return pickle;
        yield return TorchPickle.Zip(pickle, new byte[StorageBytes]);
        yield return TorchPickle.Zip(pickle, new byte[StorageBytes], CompressionLevel.Optimal, "root/byteorder", "root/version");
    }
}
