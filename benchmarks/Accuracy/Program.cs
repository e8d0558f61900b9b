using SurgeryBench.Core.Native;

NativeLibraries.Initialize();
