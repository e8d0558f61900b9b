using System.Collections.Immutable;
using SurgeryBench.Datasets.Shards;
using SurgeryBench.Tests.Datasets.Shards;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Fuzzing.Runs;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Parquet files of images and labels.</summary>
internal sealed class ShardTarget : FuzzTarget
{
    public override string Name => "parquet";

    public override int Share => 5;

    /// <summary>Names of columns, and what the compact form of its descriptions is made of: field headings, lists, structs, ends, long numbers.</summary>
    public override ImmutableArray<byte[]> Words { get; } = Latin(
        "PAR1", "image", "bytes", "label", "list", "\u0000", "\u0015\u0002", "\u0015\u0000", "\u0019\u001c", "\u0019\u00fc\u00ff\u00ff\u00ff\u00ff\u000f", "\u001c", "\u001c\u001c\u001c\u001c\u001c\u001c", "\u0011", "\u0012", "\u0018\u0003abc",
        "\u0018\u00ff\u00ff\u00ff\u00ff\u0007", "\u0015\u00fe\u00ff\u00ff\u00ff\u000f", "\u0015\u00ff\u00ff\u00ff\u00ff\u000f", "\u0016\u00fe\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u0001", "\u00ff\u00ff\u00ff\u00ff\u000f", "\u0080\u0080\u0080\u0080\u0008");

    public override void Read(byte[] input, string folder)
    {
        using var shard = ImageShard.Open(Written(input, folder, "x.parquet"));
        for (var group = 0; group < shard.GroupRows.Length; group++)
        {
            shard.ReadLabels(group);
            shard.ReadImages(group);
        }
    }

    protected override IEnumerable<byte[]> Seeds()
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.At(0), "tiny.parquet");
        TinyParquet.Write(path, TinyParquet.Rows(TinyParquet.GroupRows + 2, 0));
        return [.. ImageShardTests.ArrowFiles().Append(path).Select(File.ReadAllBytes)];
    }
}
