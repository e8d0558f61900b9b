using SurgeryBench.Core;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Progress that is told at once, on the reporting thread.</summary>
internal sealed class Immediately(Action<StepProgress> action) : IProgress<StepProgress>
{
    public void Report(StepProgress value) => action(value);
}
