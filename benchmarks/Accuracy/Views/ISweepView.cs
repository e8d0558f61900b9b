using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Views;

/// <summary>Shows a person how a sweep goes on. Called from several threads.</summary>
internal interface ISweepView
{
    /// <summary>One more training step of something.</summary>
    void Step(string label, StepProgress step);

    /// <summary>A model of the zoo is trained.</summary>
    void Trained(string label);

    /// <summary>A run has its record.</summary>
    void Finished(string label, RunRecord record);

    /// <summary>An analysis has measured something.</summary>
    void Measured(string label);

    /// <summary>Another process did a run.</summary>
    void DoneElsewhere(string label);

    /// <summary>Nothing is left to do but what other processes are at.</summary>
    /// <param name="runs">How many runs.</param>
    void Waiting(int runs);

    /// <summary>A run failed.</summary>
    void Failed(string label, Exception error);
}
