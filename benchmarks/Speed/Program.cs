using BenchmarkDotNet.Running;
using SurgeryBench.Core.Native;
using SurgeryBench.Speed;
using TorchSharp;

NativeLibraries.Initialize();
// A sweep gives each run one core.
torch.set_num_threads(1);
BenchmarkSwitcher.FromAssembly(typeof(InProcessConfig).Assembly).Run(args, new InProcessConfig());
