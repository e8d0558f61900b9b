using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using SurgeryBench.Results;
using TorchSharp;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>What records say of where they come from.</summary>
internal static class Machine
{
    private const int ShortHash = 12;
    private static readonly string Processor = ReadProcessor();

    public static Provenance Describe(string device, TimeProvider time) => new()
    {
        Commit = Commit(),
        Machine = $"{Processor}, {Environment.ProcessorCount} cores",
        Device = device,
        TorchSharpVersion = InformationalVersion(typeof(torch).Assembly).Split('+')[0],
        RuntimeVersion = RuntimeInformation.FrameworkDescription,
        StartedAt = time.GetUtcNow(),
    };

    /// <summary>Largest resident set of this process so far, bytes.</summary>
    public static long PeakBytes()
    {
        if (PeakMemory.OfThisProcess.Whole is { } peak) return peak;
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>How many floating-point operations a second a device does on large matrix products; measured in a fraction of a second.</summary>
    public static double MeasureFlops(torch.Device device)
    {
        const int Side = 1024, Rounds = 8;
        using var scope = torch.NewDisposeScope();
        var matrix = torch.ones(Side, Side, device: device);
        Multiply(matrix, 2);
        var clock = Stopwatch.StartNew();
        Multiply(matrix, Rounds);
        return Rounds * 2.0 * Side * Side * Side / clock.Elapsed.TotalSeconds;
    }

    // Reading one number waits for a device that works on its own.
    private static void Multiply(torch.Tensor matrix, int rounds)
    {
        using var scope = torch.NewDisposeScope();
        var product = matrix;
        for (var round = 0; round < rounds; round++) product = matrix.matmul(matrix);
        _ = product[0, 0].item<float>();
    }

    private static string Commit() => InformationalVersion(typeof(Machine).Assembly).Split('+') is [_, { Length: >= ShortHash } hash] ? hash[..ShortHash] : "unknown";

    private static string InformationalVersion(Assembly assembly) => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static string ReadProcessor()
    {
        const string table = "/proc/cpuinfo";
        var line = File.Exists(table) ? File.ReadLines(table).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
