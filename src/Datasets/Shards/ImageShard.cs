using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Parquet;
using Parquet.Schema;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Shards;

/// <summary>
/// A parquet file in the hub's layout for image classification: a struct <c>image</c> of <c>bytes</c> and <c>path</c>, and an integer
/// <c>label</c>. It is read row group by row group. Not safe to share between threads.
/// </summary>
internal sealed class ImageShard : IDisposable
{
    /// <summary>Most bytes of a row group once unpacked; checked before one is read.</summary>
    internal const long MostGroupBytes = 1L << 31;

    private const int MostGroupRows = 1 << 22;
    private const string Image = "image/bytes", Label = "label";
    private readonly ParquetReader reader;
    private readonly SafeFileHandle file;
    private readonly ShardBounds bounds;
    private readonly DataField image, label;

    private ImageShard(string path, ParquetReader reader, SafeFileHandle file, ShardBounds bounds)
    {
        (Path, this.reader, this.file, this.bounds) = (path, reader, file, bounds);
        image = Find(Image, typeof(ReadOnlyMemory<byte>), "the bytes of an image file");
        label = Find(Label, typeof(long), "a 64-bit integer");
        GroupRows = [.. reader.RowGroups.Select((group, i) => CheckedRows(i, group.RowCount, group.RowGroup.TotalByteSize))];
        if (GroupRows.Sum(rows => (long)rows) > bounds.MostRows) throw new BadInputException($"'{path}' claims {GroupRows.Sum(rows => (long)rows)} rows; expected at most {bounds.MostRows} in a file of its size.");
    }

    /// <summary>The file, for messages.</summary>
    internal string Path { get; }

    /// <summary>Rows of each row group.</summary>
    internal ImmutableArray<int> GroupRows { get; }

    /// <summary>Opens a file and checks its columns and the sizes of its row groups.</summary>
    /// <exception cref="BadInputException">It is missing, damaged or of another layout.</exception>
    internal static ImageShard Open(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"There is no file '{path}'; a parquet file of images was expected.");
        var file = ShardFaults.Named(path, () => File.OpenHandle(path));
        ParquetReader? reader = null;
        try
        {
            return ShardFaults.Named(path, () =>
            {
                var bounds = new ShardBounds(file);
                bounds.CheckFooter();
                reader = ParquetReader.CreateAsync(path).GetAwaiter().GetResult();
                return new ImageShard(path, reader, file, bounds);
            });
        }
        catch
        {
            reader?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            file.Dispose();
            throw;
        }
    }

    /// <summary>The labels of a row group; null where a row has none.</summary>
    /// <exception cref="BadInputException">The file is damaged.</exception>
    internal long?[] ReadLabels(int group) => ShardFaults.Named(Path, () =>
    {
        using var rows = Checked(group, label);
        if (label.IsNullable)
        {
            var labels = new long?[GroupRows[group]];
            rows.ReadAsync<long>(label, labels.AsMemory()).AsTask().GetAwaiter().GetResult();
            return labels;
        }
        var plain = new long[GroupRows[group]];
        rows.ReadAsync<long>(label, plain.AsMemory()).AsTask().GetAwaiter().GetResult();
        return [.. plain.Select(value => (long?)value)];
    });

    /// <summary>The image files of a row group; null where a row has none.</summary>
    /// <exception cref="BadInputException">The file is damaged.</exception>
    internal byte[]?[] ReadImages(int group) => ShardFaults.Named(Path, () =>
    {
        using var rows = Checked(group, image);
        var (files, levels) = (new ReadOnlyMemory<byte>[GroupRows[group]], new int[image.MaxDefinitionLevel > 0 ? GroupRows[group] : 0]);
        rows.ReadRawAsync(image, files.AsMemory(), levels.Length > 0 ? levels.AsMemory() : null, null).AsTask().GetAwaiter().GetResult();
        return Spread(files, levels);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        file.Dispose();
    }

    private ParquetRowGroupReader Checked(int group, DataField column)
    {
        var rows = reader.OpenRowGroupReader(group);
        try
        {
            bounds.CheckPages(rows.GetMetadata(column)?.MetaData ?? throw new InvalidDataException("a column is missing"), GroupRows[group]);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    // The reader packs the values that are there; the definition levels tell which rows have none.
    private byte[]?[] Spread(ReadOnlyMemory<byte>[] files, int[] levels)
    {
        // A dictionary's entry may stand in many rows.
        if (files.Sum(file => (long)file.Length) > bounds.MostBytes) throw new InvalidDataException("its images claim more than so small a file can hold");
        if (levels.Length == 0) return [.. files.Select(file => file.ToArray())];
        var next = 0;
        return [.. levels.Select(level => level == image.MaxDefinitionLevel ? files[next++].ToArray() : null)];
    }

    private DataField Find(string name, Type type, string meaning)
    {
        var found = reader.Schema.DataFields.FirstOrDefault(field => field.Path.ToString() == name)
            ?? throw new BadInputException($"'{Path}' has no column '{name}' ({meaning}); expected the columns {Image} and {Label}.");
        if (found.ClrType == type && found.MaxRepetitionLevel == 0) return found;
        throw new BadInputException($"Column '{name}' of '{Path}' holds {found.ClrType.Name} values; expected {meaning} in each row.");
    }

    private int CheckedRows(int group, long rows, long bytes)
    {
        if (rows is >= 0 and <= MostGroupRows && bytes is >= 0 and <= MostGroupBytes) return (int)rows;
        throw new BadInputException(
            $"Row group {group} of '{Path}' claims {rows} rows and {bytes} bytes; expected at most {MostGroupRows} rows and {MostGroupBytes} bytes.");
    }
}
