using System.Runtime.CompilerServices;
using SurgeryBench.Core.Native;
using TorchSharp;

[assembly: NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.None)]

namespace SurgeryBench.Tests;

/// <summary>Starts the native-library resolver before the first test touches torch, and keeps reductions in one order.</summary>
internal static class TorchSetUp
{
    [ModuleInitializer]
    internal static void Start()
    {
        NativeLibraries.Initialize();
        torch.set_num_threads(1);
    }
}
