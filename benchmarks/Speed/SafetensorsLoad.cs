using BenchmarkDotNet.Attributes;
using SurgeryBench.Models.Safetensors;

namespace SurgeryBench.Speed;

/// <summary>Reading the small tower's weights from a file that the system has in memory.</summary>
public class SafetensorsLoad
{
    private string folder = "";

    private string Path => System.IO.Path.Combine(folder, "weights.safetensors");

    /// <summary>Writes the file.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        folder = Directory.CreateTempSubdirectory("surgerybench-").FullName;
        using var weights = MiniZoo.DrawBase();
        SafetensorsWriter.Write(Path, weights);
    }

    /// <summary>All tensors of the file.</summary>
    [Benchmark]
    public void Load() => SafetensorsFile.Load(Path).Dispose();

    /// <summary>Deletes the file.</summary>
    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(folder, recursive: true);
}
