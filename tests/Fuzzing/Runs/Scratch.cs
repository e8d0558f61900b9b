namespace SurgeryBench.Tests.Fuzzing.Runs;

/// <summary>Folders for the workers of a run; in memory where the system has such a place, since every case may write a file.</summary>
internal sealed class Scratch : IDisposable
{
    private const string InMemory = "/dev/shm";
    private readonly string root = Path.Combine(Directory.Exists(InMemory) ? InMemory : Path.GetTempPath(), Path.GetRandomFileName());

    /// <summary>The folder of a worker.</summary>
    public string At(int worker) => Directory.CreateDirectory(Path.Combine(root, $"{worker}")).FullName;

    public void Dispose()
    {
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
    }
}
