using SurgeryBench.Core;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>A method with a repair or without, both with their settings.</summary>
/// <param name="Method">The method.</param>
/// <param name="MethodOrder">Its place in the tables.</param>
/// <param name="Repair">The repair; null for the merge as it is.</param>
/// <param name="RepairOrder">Its place in the tables; 0 for none.</param>
internal sealed record PlannedRow(IMergeMethod Method, int MethodOrder, IRepair? Repair, int RepairOrder)
{
    /// <summary>The setting that tells it apart from other rows of the same method and repair, e.g. <c>Rank=4</c>; null (default) where there are none.</summary>
    public string? Variant { get; init; }

    /// <summary>Whether method or repair look at unlabelled test images.</summary>
    public bool IsAdaptedToTest => Method.Data == DataUse.UnlabelledTest || Repair?.Data == DataUse.UnlabelledTest;

    /// <summary>How people call it.</summary>
    public string Label => (Repair is null ? Method.Name : $"{Method.Name} + {Repair.Name}") + (Variant is null ? "" : $" ({Variant})");
}
