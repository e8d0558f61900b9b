using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Core.Native;

NativeLibraries.Initialize();
return await SurgeryBenchProgram.Run(args);
