using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Core.Native;

[Platform("Linux")]
public sealed class CudaSwitchTests
{
    private const string CpuLibTorch = "libtorch-cpu-linux-x64", Cuda = "TorchSharp-cuda-linux";

    private static string CpuLockFile => RepositoryRoot.At("src", "Core", "packages.cpu.linux-x64.lock.json");

    [Test]
    public void SwapsCudasPackageInAndLeavesTheLockFileOfTheCpuAlone()
    {
        var before = File.ReadAllBytes(CpuLockFile);
        var (packages, lockFile) = Evaluate("-p:TorchBackend=cuda");
        Assert.That(packages, Does.Contain("TorchSharp").And.Contain(Cuda));
        Assert.That(packages, Has.None.StartsWith("libtorch-cpu-"));
        Assert.That(lockFile, Is.EqualTo(RepositoryRoot.At("src", "Core", "packages.cuda.linux-x64.lock.json")));
        Assert.That(File.ReadAllBytes(CpuLockFile), Is.EqualTo(before));
    }

    [Test]
    public void BuildsForTheCpuUnlessAskedOtherwise()
    {
        var (packages, lockFile) = Evaluate();
        Assert.That(packages, Does.Contain("TorchSharp").And.Contain(CpuLibTorch));
        Assert.That(packages, Has.None.Contains("cuda"));
        Assert.That(lockFile, Is.EqualTo(CpuLockFile));
    }

    private static (string[] Packages, string LockFile) Evaluate(params string[] properties)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        // The backend these tests themselves were built for must not decide.
        start.Environment.Remove("TorchBackend");
        string[] arguments = ["msbuild", RepositoryRoot.At("src", "Core", "SurgeryBench.Core.csproj"), "-nodeReuse:false", "-getItem:PackageReference", "-getProperty:NuGetLockFilePath", .. properties];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, text);
        using var json = JsonDocument.Parse(text);
        var items = json.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
        return ([.. items], json.RootElement.GetProperty("Properties").GetProperty("NuGetLockFilePath").GetString()!);
    }
}
