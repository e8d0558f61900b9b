using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>One row for one seed: what to do and under which key its record goes.</summary>
/// <param name="Method">With its settings.</param>
/// <param name="MethodOrder">Its place in the tables.</param>
/// <param name="Repair">With its settings; null for the merge as it is.</param>
/// <param name="RepairOrder">Its place in the tables; 0 for none.</param>
/// <param name="Key">Where the record goes.</param>
/// <param name="Done">Whether it is there already.</param>
internal sealed record PlannedRun(IMergeMethod Method, int MethodOrder, IRepair? Repair, int RepairOrder, RunKey Key, bool Done)
{
    /// <summary>How people call it.</summary>
    public string Label => Repair is null ? $"{Method.Name}, seed {Key.Seed}" : $"{Method.Name} + {Repair.Name}, seed {Key.Seed}";
}
