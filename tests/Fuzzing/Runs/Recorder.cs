using System.IO.MemoryMappedFiles;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Fuzzing.Runs;

/// <summary>
/// Remembers which cases are at hand in a file that outlives the process: a stack that overflows or a native fault ends that at once. The
/// next run of the target says which cases they were.
/// </summary>
internal sealed class Recorder : IDisposable
{
    private readonly string path;
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;
    private bool ended;

    /// <param name="target">The target's name.</param>
    /// <param name="workers">How many cases are at hand at a time.</param>
    public Recorder(string target, int workers)
    {
        path = Path.Combine(Directory.CreateDirectory(RepositoryRoot.At("artifacts", "fuzz")).FullName, $"{target}.running");
        Left = File.Exists(path) ? [.. File.ReadAllBytes(path).Chunk(sizeof(long)).Select(number => BitConverter.ToInt64(number) - 1).Where(number => number >= 0)] : [];
        map = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, workers * sizeof(long));
        view = map.CreateViewAccessor();
    }

    /// <summary>The cases at which the last run ended before its end.</summary>
    public long[] Left { get; }

    /// <summary>Notes the case that a worker is at.</summary>
    /// <returns>Whether there is still a run to note it for: a case that hangs outlives it.</returns>
    public bool Note(int worker, long number)
    {
        lock (view)
        {
            if (ended) return false;
            view.Write(worker * sizeof(long), number + 1);
            return true;
        }
    }

    public void Dispose()
    {
        lock (view) ended = true;
        view.Dispose();
        map.Dispose();
        File.Delete(path);
    }
}
