using System.IO.Compression;
using SkiaSharp;
using SurgeryBench.Datasets.Folder;

namespace SurgeryBench.Tests.Datasets.Folder;

/// <summary>Writes small image folders of the kind a folder suite reads, within a temporary folder of its own.</summary>
internal sealed class ImageFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("surgerybench-").FullName;

    /// <summary>Two of the paper's tasks, one that is none of them, and a folder that is no task.</summary>
    internal static ImageFolder OfThreeTasks(bool zipped)
    {
        var folder = new ImageFolder();
        folder.AddTask("zebra", zipped, 5, "red", "green");
        folder.AddTask("mnist", zipped, 10, "0", "1", "2");
        folder.AddTask("stanford_cars", zipped, 5, "Audi", "Fiat", "Volvo");
        folder.Write("LICENSES/readme.txt", "not a task");
        return folder;
    }

    /// <summary>A suite of what is in the folder now.</summary>
    internal FolderSuite Open() => new(new FolderOptions(Path));

    /// <summary>A task whose classes are colours, numbered class folders.</summary>
    internal void AddTask(string name, bool zipped, int perClass = 5, params string[] classes)
    {
        Write($"{name}/classes.txt", string.Join('\n', classes) + "\n");
        foreach (var (split, count) in new[] { ("train", perClass), ("test", 2) })
        {
            for (var label = 0; label < classes.Length; label++)
                for (var i = 0; i < count; i++) AddImage(name, split, zipped, $"{label:d3}/{split}-{label}-{i}.png", Picture(label, i, 40, 28));
        }
    }

    internal void AddImage(string task, string split, bool zipped, string entry, byte[] data)
    {
        if (!zipped)
        {
            Write($"{task}/{split}/{entry}", data);
            return;
        }
        using var zip = ZipFile.Open(System.IO.Path.Combine(Path, task, $"{split}.zip"), ZipArchiveMode.Update);
        using var stream = zip.CreateEntry(entry, CompressionLevel.NoCompression).Open();
        stream.Write(data);
    }

    internal void Write(string relative, string text) => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    internal void Write(string relative, byte[] data)
    {
        var path = System.IO.Path.Combine(Path, relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, data);
    }

    internal string In(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>A PNG of one colour by class with a bar that tells images of a class apart.</summary>
    internal static byte[] Picture(int label, int number, int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColor.FromHsv(label * 40 % 360, 80, 80));
        for (var y = 0; y < height; y++) bitmap.SetPixel((number + (width / 3)) % width, y, SKColors.White);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
