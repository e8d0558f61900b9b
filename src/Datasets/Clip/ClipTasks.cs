using System.Collections.Immutable;
using System.Text.Json;

namespace SurgeryBench.Datasets.Clip;

/// <summary>
/// The eight data sets in table order. Test sizes are the hub's (FusionBench): SUN397 has 19,850 there and 19,887 in the Task Arithmetic
/// authors' own archive. Class names and templates lie in <c>clip8.json</c>, with their source.
/// </summary>
public static class ClipTasks
{
    /// <summary>All eight.</summary>
    public static ImmutableArray<ClipTask> All { get; } = Read();

    /// <summary>Test images of all eight together.</summary>
    public static long TestImages => All.Sum(task => (long)task.TestImages);

    private static ImmutableArray<ClipTask> Read()
    {
        using var stream = typeof(ClipTasks).Assembly.GetManifestResourceStream("clip8.json")!;
        using var names = JsonDocument.Parse(stream);
        var tasks = names.RootElement.GetProperty("tasks");
        ClipTask Task(string name, string hubId, int testImages)
        {
            var task = tasks.GetProperty(name);
            return new ClipTask(new TaskInfo(name, Lines(task, "classes")), hubId, testImages, Lines(task, "templates"));
        }
        return
        [
            Task("sun397", "tanganke/sun397", 19_850),
            Task("stanford-cars", "tanganke/stanford_cars", 8_041),
            Task("resisc45", "tanganke/resisc45", 6_300),
            Task("eurosat", "tanganke/eurosat", 2_700),
            Task("svhn", "ufldl-stanford/svhn", 26_032) with { Folder = "cropped_digits" },
            Task("gtsrb", "tanganke/gtsrb", 12_630),
            Task("mnist", "ylecun/mnist", 10_000),
            Task("dtd", "tanganke/dtd", 1_880),
        ];
    }

    private static ImmutableArray<string> Lines(JsonElement task, string field) => [.. task.GetProperty(field).EnumerateArray().Select(line => line.GetString()!)];
}
