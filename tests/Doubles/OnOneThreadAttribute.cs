using NUnit.Framework;
using NUnit.Framework.Interfaces;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Runs each test of a fixture as a sweep runs a row of a small tower: libtorch on one thread.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnOneThreadAttribute : NUnitAttribute, ITestAction
{
    private int threads;

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
        threads = get_num_threads();
        set_num_threads(1);
    }

    public void AfterTest(ITest test) => set_num_threads(threads);
}
