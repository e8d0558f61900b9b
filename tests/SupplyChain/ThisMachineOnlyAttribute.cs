using NUnit.Framework;
using NUnit.Framework.Interfaces;

[assembly: SurgeryBench.Tests.SupplyChain.ThisMachineOnly]

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>
/// Fails every test that connects to another machine or asks for its address, whether or not there is a network. What processes do that a
/// test starts is beyond it: eng/test.sh sees to these.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class ThisMachineOnlyAttribute : NUnitAttribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Test;

    // Calls of earlier tests' stragglers are this one's no less than theirs: nothing is cleared here.
    public void BeforeTest(ITest test) => _ = OutsideCalls.Heard;

    public void AfterTest(ITest test) => Assert.That(OutsideCalls.Heard.Take(), Is.Empty, $"{test.FullName} reaches beyond this machine");
}
