using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>A suite of which only the name and the tasks are needed: a merge that looks at weights alone does not wait for images.</summary>
internal sealed class SuiteWithoutImages(string name, int imageSize, ImmutableArray<TaskInfo> tasks) : ISuite
{
    public string Name => name;

    public string Fingerprint => Datasets.Fingerprint.Of([name]);

    public int ImageSize => imageSize;

    public ImmutableArray<TaskInfo> Tasks => tasks;

    public int PretrainingClasses => 0;

    public TaskData Load(string task) => throw new BadInputException($"The images of {task} are needed, and suite '{name}' was opened without any.");

    public ImageSplit? LoadPretraining() => null;

    public void Dispose() { }
}
