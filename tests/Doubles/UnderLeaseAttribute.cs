using NUnit.Framework;
using NUnit.Framework.Interfaces;
using SurgeryBench.Core.Training;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Runs each test of a fixture as a sweep runs a row: no collection that another thread starts frees a number still being read.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UnderLeaseAttribute : NUnitAttribute, ITestAction
{
    private IDisposable? lease;

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test) => lease = CollectionGate.Enter();

    public void AfterTest(ITest test) => lease?.Dispose();
}
