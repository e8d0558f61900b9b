using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>One row for one seed: what to do and under which key its record goes.</summary>
/// <param name="Row">Method and repair.</param>
/// <param name="Key">Where the record goes.</param>
/// <param name="Done">Whether it is there already.</param>
internal sealed record PlannedRun(PlannedRow Row, RunKey Key, bool Done)
{
    /// <summary>The method, with its settings.</summary>
    public IMergeMethod Method => Row.Method;

    /// <summary>The repair, with its settings; null for the merge as it is.</summary>
    public IRepair? Repair => Row.Repair;

    /// <summary>Whether training images stand in for unlabelled test images.</summary>
    public bool IsInductive => Key.IsInductive;

    /// <summary>Whether they do so in the merge itself, which then is another one.</summary>
    public bool MergesInductively => IsInductive && Method.Data == DataUse.UnlabelledTest;

    /// <summary>How people call it.</summary>
    public string Label => $"{Row.Label}, {(IsInductive ? "inductive, " : "")}seed {Key.Seed}";
}
