using System.Collections.Frozen;
using System.Globalization;

namespace SurgeryBench.Datasets.Shards;

/// <summary>
/// What parquet's structs hold, field by field (apache/parquet-format, parquet.thrift). The parquet reader takes a field for what it should
/// be whatever its heading says, so that a file whose headings say otherwise means two things at once.
/// </summary>
internal sealed class ParquetShape
{
    // n a whole number, b bytes or text, t truth, y one byte, d a double; [ a list of one of these, {Name a struct, [{Name a list of such.
    private static readonly FrozenDictionary<string, ParquetShape> All = new Dictionary<string, string>
    {
        ["FileMetaData"] = "1n 2[{SchemaElement 3n 4[{RowGroup 5[{KeyValue 6b 7[{ColumnOrder 8{EncryptionAlgorithm 9b",
        ["SchemaElement"] = "1n 2n 3n 4b 5n 6n 7n 8n 9n 10{LogicalType",
        ["LogicalType"] = "1{Empty 2{Empty 3{Empty 4{Empty 5{Numbers 6{Empty 7{Time 8{Time 10{Integer 11{Empty 12{Empty 13{Empty 14{Empty 15{Empty 16{Variant 17{Geography 18{Geography",
        ["Numbers"] = "1n 2n 3n",
        ["Time"] = "1t 2{TimeUnit",
        ["TimeUnit"] = "1{Empty 2{Empty 3{Empty",
        ["Integer"] = "1y 2t",
        ["Variant"] = "1y",
        ["Geography"] = "1b 2n",
        ["RowGroup"] = "1[{ColumnChunk 2n 3n 4[{SortingColumn 5n 6n 7n",
        ["SortingColumn"] = "1n 2t 3t",
        ["ColumnChunk"] = "1b 2n 3{ColumnMetaData 4n 5n 6n 7n 8{ColumnCrypto 9b",
        ["ColumnCrypto"] = "1{Empty 2{ColumnKey",
        ["ColumnKey"] = "1[b 2b",
        ["ColumnMetaData"] = "1n 2[n 3[b 4n 5n 6n 7n 8[{KeyValue 9n 10n 11n 12{Statistics 13[{Numbers 14n 15n 16{SizeStatistics 17{Geospatial",
        ["KeyValue"] = "1b 2b",
        ["Statistics"] = "1b 2b 3n 4n 5b 6b 7t 8t",
        ["SizeStatistics"] = "1n 2[n 3[n",
        ["Geospatial"] = "1{BoundingBox 2[n",
        ["BoundingBox"] = "1d 2d 3d 4d 5d 6d 7d 8d",
        ["ColumnOrder"] = "1{Empty",
        ["EncryptionAlgorithm"] = "1{Encryption 2{Encryption",
        ["Encryption"] = "1b 2b 3t",
        ["PageHeader"] = "1n 2n 3n 4n 5{DataPage 6{Empty 7{DictionaryPage 8{DataPageOfTwo",
        ["DataPage"] = "1n 2n 3n 4n 5{Statistics",
        ["DictionaryPage"] = "1n 2n 3t",
        ["DataPageOfTwo"] = "1n 2n 3n 4n 5n 6n 7t 8{Statistics",
        ["Empty"] = "",
    }.ToFrozenDictionary(shape => shape.Key, shape => new ParquetShape(shape.Value));

    private readonly FrozenDictionary<int, string> fields;

    private ParquetShape(string text) =>
        fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(field => (Digits: field.TakeWhile(char.IsAsciiDigit).Count(), Text: field))
            .ToFrozenDictionary(field => int.Parse(field.Text.AsSpan(0, field.Digits), NumberStyles.None, CultureInfo.InvariantCulture), field => field.Text[field.Digits..]);

    /// <summary>The description at a file's end.</summary>
    public static ParquetShape Footer => All["FileMetaData"];

    /// <summary>The heading of a page.</summary>
    public static ParquetShape Page => All["PageHeader"];

    /// <summary>What a field should be; null for one that is not known.</summary>
    public string? Of(int field) => fields.GetValueOrDefault(field);

    /// <summary>The struct that a field should be which is one.</summary>
    public static ParquetShape StructOf(string value) => All[value[1..]];
}
