using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Parquet.Meta;

namespace SurgeryBench.Datasets.Shards;

/// <summary>
/// Checks what a parquet file claims before the parquet reader believes it: that reader takes memory for any number that it reads. A file
/// may make little more than a few times of itself.
/// </summary>
/// <param name="file">Borrowed.</param>
internal sealed class ShardBounds(SafeFileHandle file)
{
    private const int TailBytes = 8, HeaderBytes = 1 << 16;
    private const int SizeUnpacked = 2, SizePacked = 3, DataPage = 5, DictionaryPage = 7, DataPageOfTwo = 8, Values = 1;
    private const int EncodingOfData = 2, EncodingOfTwo = 4, DefinitionsOfTwo = 5, RepetitionsOfTwo = 6, IsPackedOfTwo = 7;

    /// <summary>Fewest bytes a row takes, once there are many.</summary>
    private const int BytesARow = 16;

    private const long AlwaysAllowedRows = 1 << 16, AlwaysAllowedBytes = 16 << 20, MostGrowth = 3;
    private readonly long length = RandomAccess.GetLength(file);

    /// <summary>The encodings that the hub's writers use. The others can make much of little.</summary>
    private static ReadOnlySpan<Encoding> Known => [Encoding.PLAIN, Encoding.PLAIN_DICTIONARY, Encoding.RLE, Encoding.RLE_DICTIONARY];

    /// <summary>Most rows of all row groups together.</summary>
    public long MostRows => AlwaysAllowedRows + (length / BytesARow);

    /// <summary>Most bytes of a column in a row group, once unpacked.</summary>
    public long MostBytes => AlwaysAllowedBytes + (MostGrowth * length);

    /// <summary>Checks the description at the file's end.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public void CheckFooter()
    {
        if (length < TailBytes) throw new InvalidDataException("it is too short");
        var tail = Bytes(length - TailBytes, TailBytes);
        var size = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (size < 0 || size > length - TailBytes) throw new InvalidDataException("its description is longer than the file");
        _ = new CompactStruct(Bytes(length - TailBytes - size, size), ParquetShape.Footer);
    }

    /// <summary>Checks the headings of all pages of a column in a row group.</summary>
    /// <param name="column">What the description says of it.</param>
    /// <param name="rows">Rows of the row group.</param>
    /// <exception cref="InvalidDataException">They lie outside, or claim more than there is.</exception>
    public void CheckPages(ColumnMetaData column, int rows)
    {
        var at = Math.Min(column.DataPageOffset, column.DictionaryPageOffset is > 0 and var first ? first : long.MaxValue);
        if (at < 0 || column.TotalCompressedSize < 0 || at > length || column.TotalCompressedSize > length - at) throw new InvalidDataException("a column lies outside the file");
        if (column.NumValues != rows) throw new InvalidDataException("a column has more or fewer values than rows");
        var (end, unpacked, values) = (at + column.TotalCompressedSize, 0L, 0L);
        while (at < end && values < rows)
        {
            var header = new CompactStruct(Bytes(at, (int)Math.Min(HeaderBytes, end - at)), ParquetShape.Page);
            var packed = header.Number(SizePacked) ?? -1;
            at += header.Length;
            if (packed < 0 || packed > end - at) throw new InvalidDataException("a page is longer than its column");
            if (column.Codec == CompressionCodec.SNAPPY && header.Number(DataPageOfTwo, IsPackedOfTwo) != 0) CheckSnappy(header, at, end);
            at += packed;
            unpacked = Sum(unpacked, header.Number(SizeUnpacked), MostBytes);
            values = Sum(values, ValuesOf(header), rows);
        }
        if (values != rows) throw new InvalidDataException("the pages of a column have fewer values than rows");
    }

    // Snappy states the length once more, and that is the one which is believed. Levels stand in front of it in pages of the second kind.
    private void CheckSnappy(CompactStruct header, long at, long end)
    {
        const int MostVarint = 10;
        var levels = (header.Number(DataPageOfTwo, DefinitionsOfTwo) ?? 0) + (header.Number(DataPageOfTwo, RepetitionsOfTwo) ?? 0);
        if (levels < 0 || levels > end - at) throw new InvalidDataException("the levels of a page are longer than it");
        var (stated, next) = (Bytes(at + levels, (int)Math.Min(MostVarint, end - at - levels)), 0);
        if (stated.Length > 0 && CompactStruct.Varint(stated, ref next) > (ulong)(header.Number(SizeUnpacked) ?? 0)) throw new InvalidDataException("a page unpacks to more than it claims");
    }

    private static long ValuesOf(CompactStruct header)
    {
        if (header.Number(DictionaryPage, Values) is { } entries)
        {
            // The shortest entry is the length of an empty text.
            if (entries < 0 || entries > (header.Number(SizeUnpacked) ?? 0) / sizeof(int)) throw new InvalidDataException("a dictionary is larger than its page");
            return 0;
        }
        var encoding = header.Number(DataPage, EncodingOfData) ?? header.Number(DataPageOfTwo, EncodingOfTwo);
        if (encoding is null || !Known.Contains((Encoding)encoding)) throw new InvalidDataException($"a page has an encoding ({encoding}) that the hub's files do not have");
        return header.Number(DataPage, Values) ?? header.Number(DataPageOfTwo, Values) ?? -1;
    }

    private static long Sum(long sum, long? more, long most) =>
        more is >= 0 and var part && part <= most - sum ? sum + part : throw new InvalidDataException("its pages claim more than so small a file can hold");

    private byte[] Bytes(long at, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = RandomAccess.Read(file, bytes.AsSpan(read), at + read);
            if (more == 0) throw new InvalidDataException("it ends early");
            read += more;
        }
        return bytes;
    }
}
