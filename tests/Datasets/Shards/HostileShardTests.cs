using NUnit.Framework;
using Parquet;
using Parquet.Meta;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Shards;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Datasets.Shards;

/// <summary>Parquet files whose pages claim to unpack to sizes that nothing has: refused in one line.</summary>
public sealed class HostileShardTests
{
    private const byte Int32 = 0x15;
    private const long MostAllocated = 1 << 26;
    private TemporaryFolder folder = null!;

    private string Shard => Path.Combine(folder.Path, "x.parquet");

    [SetUp]
    public void Write()
    {
        folder = new TemporaryFolder();
        TinyParquet.Write(Shard, TinyParquet.Rows(4, 0));
    }

    [TearDown]
    public void Remove() => folder.Dispose();

    [TestCase(int.MaxValue)]
    [TestCase(1 << 20)]
    [TestCase(0)]
    [TestCase(-1)]
    public void APageWhoseHeaderClaimsAnotherSizeIsRefused(int claimed)
    {
        var page = (int)Last().DataPageOffset;
        Splice(page + 3, Number((uint)((claimed << 1) ^ (claimed >> 31))));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.That(Labels, Throws.InstanceOf<BadInputException>().With.Message.Contains($"'{Shard}'").And.Message.Not.Contains("\n"));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(MostAllocated));
    }

    [TestCase(uint.MaxValue)]
    [TestCase((uint)int.MaxValue)]
    [TestCase(1u << 30)]
    [TestCase(1u << 20)]
    [TestCase(0u)]
    public void APageWhosePackedBytesClaimAnotherSizeIsRefused(uint claimed)
    {
        Splice(PackedBytesOf(Last()), Number(claimed));
        Assert.That(Labels, Throws.InstanceOf<BadInputException>().With.Message.Contains($"'{Shard}'").And.Message.Not.Contains("\n"));
    }

    private long?[] Labels()
    {
        using var shard = ImageShard.Open(Shard);
        return shard.ReadLabels(0);
    }

    // The last column's only page: nothing that the footer points to comes after it.
    private ColumnMetaData Last()
    {
        using var stream = File.OpenRead(Shard);
        var reader = ParquetReader.CreateAsync(stream).GetAwaiter().GetResult();
        return reader.RowGroups[^1].RowGroup.Columns[^1].MetaData!;
    }

    // Where the packed bytes begin: a page's header gives its kind, its size once unpacked and its size.
    private int PackedBytesOf(ColumnMetaData column)
    {
        var (bytes, page) = (File.ReadAllBytes(Shard), (int)column.DataPageOffset);
        var packed = page + 4 + LengthAt(bytes, page + 3);
        Assert.That((bytes[page], bytes[page + 2], bytes[packed - 1], column.Codec), Is.EqualTo((Int32, Int32, Int32, CompressionCodec.SNAPPY)), "no page begins here");
        return page + (int)column.TotalCompressedSize - (int)(ValueAt(bytes, packed) >> 1);
    }

    private void Splice(int place, IEnumerable<byte> number)
    {
        var bytes = File.ReadAllBytes(Shard);
        File.WriteAllBytes(Shard, [.. bytes[..place], .. number, .. bytes[(place + LengthAt(bytes, place))..]]);
    }

    private static int LengthAt(byte[] bytes, int place) => bytes.AsSpan(place).IndexOfAnyInRange((byte)0, (byte)0x7f) + 1;

    private static uint ValueAt(byte[] bytes, int place) => Enumerable.Range(0, LengthAt(bytes, place)).Aggregate(0u, (value, i) => value | ((bytes[place + i] & 0x7fu) << (7 * i)));

    private static IEnumerable<byte> Number(uint left)
    {
        for (; left >= 0x80; left >>= 7) yield return (byte)(left | 0x80);
        yield return (byte)left;
    }
}
