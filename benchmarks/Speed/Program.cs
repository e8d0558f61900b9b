using BenchmarkDotNet.Running;
using SurgeryBench.Core.Native;
using SurgeryBench.Speed;
using SurgeryBench.Speed.Ratios;
using TorchSharp;

NativeLibraries.Initialize();
if (args is ["full-size", .. var rest]) return FullSize.Run(rest);
if (args is ["ratios" or "ratios-side", ..]) return RatioRun.Run(args);
// A sweep gives each run one core.
torch.set_num_threads(1);
BenchmarkSwitcher.FromAssembly(typeof(InProcessConfig).Assembly).Run(args, new InProcessConfig());
return 0;
