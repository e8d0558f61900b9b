using SurgeryBench.Methods;
using SurgeryBench.Tests.Datasets.Folder;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>Three generated tasks, images to pretrain on, and the options that make a whole sweep over them take seconds.</summary>
internal sealed class TinySuite : IDisposable
{
    private readonly ImageFolder images = new();
    private readonly DirectoryInfo work = Directory.CreateTempSubdirectory("surgerybench-work-");

    public TinySuite()
    {
        images.AddTask("alpha", zipped: true, 12, "red", "green", "blue");
        images.AddTask("beta", zipped: false, 12, "left", "right");
        images.AddTask("gamma", zipped: true, 12, "one", "two", "three", "four");
        images.AddTask("extra/things", zipped: true, 20, "a", "b", "c", "d", "e");
    }

    /// <summary>Runs at a time.</summary>
    public int Threads { get; init; } = 2;

    public static string[] Tasks { get; } = ["alpha", "beta", "gamma"];

    public ImageFolder Images => images;

    public string Results => Path.Combine(work.FullName, "results");

    public string Cache => Path.Combine(work.FullName, "cache");

    /// <summary>Records by path, with their bytes.</summary>
    public Dictionary<string, byte[]> Records => FilesUnder(Path.Combine(Results, "runs"));

    /// <summary>How many records there are; may be asked while a sweep writes.</summary>
    public int RecordCount => Directory.Exists(Path.Combine(Results, "runs")) ? Directory.EnumerateFiles(Path.Combine(Results, "runs"), "*.json", SearchOption.AllDirectories).Count() : 0;

    /// <summary>Trained models by path, with their bytes.</summary>
    public Dictionary<string, byte[]> Models => FilesUnder(Path.Combine(Cache, "zoo"));

    public Dictionary<string, byte[]> Tables => FilesUnder(Path.Combine(Results, "tables"));

    public string Page => Path.Combine(Results, "report", "index.html");

    /// <summary>A command line over this suite.</summary>
    public string[] Command(string verb, params string[] more) => CommandAt(Results, Cache, verb, more);

    /// <summary>A command line over this suite with results and models elsewhere.</summary>
    public string[] CommandAt(string results, string cache, string verb, params string[] more) =>
    [
        verb, "--suite", "folder8", "--data", images.Path, "--name", "tiny", "--training-share", "0.004", "--out", results, "--cache", cache, "--threads", $"{Threads}", .. more,
    ];

    /// <summary>Settings that shorten every method and repair.</summary>
    public static string[] Short(int iterations)
    {
        var methods = MethodCatalog.All.Where(HasIterations).Select(method => method.Name);
        var repairs = RepairCatalog.All.Where(HasIterations).Select(repair => repair.Name);
        return [.. methods.Concat(repairs).SelectMany(name => new[] { "--set", $"{name}.Iterations={iterations}" })];

        static bool HasIterations(object entry) => entry.GetType().GetProperty("Iterations") is not null;
    }

    public void Dispose()
    {
        images.Dispose();
        work.Delete(recursive: true);
    }

    private static Dictionary<string, byte[]> FilesUnder(string folder) => !Directory.Exists(folder) ? [] :
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllBytes);
}
