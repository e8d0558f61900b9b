using System.Collections.Concurrent;

namespace SurgeryBench.Datasets;

/// <summary>Makes each task's images once, whoever asks first, and owns them.</summary>
internal sealed class TaskCache : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<TaskData>> made = new(StringComparer.Ordinal);

    internal TaskData Get(string task, Func<TaskData> make) => made.GetOrAdd(task, _ => new Lazy<TaskData>(make)).Value;

    public void Dispose()
    {
        foreach (var task in made.Values.Where(task => task.IsValueCreated)) task.Value.Dispose();
        made.Clear();
    }
}
