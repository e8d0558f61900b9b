using System.Collections.Immutable;
using Parquet;
using Parquet.Schema;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Tests.Datasets.Folder;

namespace SurgeryBench.Tests.Doubles;

/// <summary>
/// Copies of the paper's eight data sets in the hub's own layout, with few and coloured images: a folder a task, in it the shards under the
/// repository's folder, each with a struct of bytes and path and a 64-bit label.
/// </summary>
internal static class TinyParquet
{
    /// <summary>Rows of a row group.</summary>
    public const int GroupRows = 8;

    private static readonly DataField<byte[]> Bytes = new("bytes", true);
    private static readonly DataField<string> FileName = new("path", true);

    /// <summary>Writes all eight tasks.</summary>
    /// <param name="root">Gets a folder a task, called like the task.</param>
    /// <param name="train">Training images a task, in one shard.</param>
    /// <param name="test">Test images a task, in two shards.</param>
    /// <returns>Options for a suite of them.</returns>
    public static ClipOptions WriteAll(string root, int train = 40, int test = 12)
    {
        foreach (var task in ClipTasks.All) Write(task, Path.Combine(root, task.Info.Name), train, test);
        return new ClipOptions(ClipTasks.All.ToImmutableDictionary(task => task.Info.Name, task => Path.Combine(root, task.Info.Name)), Path.Combine(root, "cache"))
        {
            CheckSizes = false,
            ImageSize = 32,
        };
    }

    /// <summary>Writes one task's shards; labels go round its first four classes.</summary>
    public static void Write(ClipTask task, string folder, int train, int test)
    {
        var data = Path.Combine(folder, task.Folder.Length > 0 ? task.Folder : "data");
        Write(Path.Combine(data, "train-00000-of-00001.parquet"), Rows(train, 0));
        Write(Path.Combine(data, "test-00000-of-00002.parquet"), Rows(test / 2, 1000));
        Write(Path.Combine(data, "test-00001-of-00002.parquet"), Rows(test - (test / 2), 1000 + (test / 2)));
    }

    /// <summary>Coloured images with their labels.</summary>
    public static (byte[]? Image, long? Label)[] Rows(int count, int first) =>
        [.. Enumerable.Range(first, count).Select(i => ((byte[]?)ImageFolder.Picture(i % 4, i, 40, 28), (long?)(i % 4)))];

    /// <summary>Writes one shard.</summary>
    public static void Write(string path, (byte[]? Image, long? Label)[] rows, string image = "image", string label = "label", int groupRows = GroupRows)
    {
        var labels = new DataField<long>(label, true);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        WriteAsync(path, new ParquetSchema(new StructField(image, Bytes, FileName), labels), rows, groupRows).GetAwaiter().GetResult();
    }

    private static async Task WriteAsync(string path, ParquetSchema schema, (byte[]? Image, long? Label)[] rows, int groupRows)
    {
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, stream);
        foreach (var part in rows.Chunk(groupRows))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], part.Select(row => row.Image).ToArray()!);
            await group.WriteAsync(schema.DataFields[1], part.Select((_, i) => $"{i}.png").ToArray());
            await group.WriteAsync<long>(schema.DataFields[2], part.Select(row => row.Label).ToArray().AsMemory());
        }
    }
}
