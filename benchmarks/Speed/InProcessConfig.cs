using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SurgeryBench.Speed;

/// <summary>
/// Whatever job is asked for runs in this process, which knows where libtorch is; a generated project would not. Reports go to
/// <c>artifacts/speed</c> under the working folder.
/// </summary>
internal sealed class InProcessConfig : ManualConfig
{
    public InProcessConfig()
    {
        Add(DefaultConfig.Instance);
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator());
        ArtifactsPath = Path.Combine("artifacts", "speed");
    }
}
