namespace SurgeryBench.Methods.Merging;

/// <summary>How TIES combines the entries that agree with the elected sign.</summary>
public enum DisjointMerge
{
    /// <summary>Their sum: what the AdaMerging and Surgery code uses.</summary>
    Sum,

    /// <summary>Their mean over the experts that kept the entry: the TIES paper.</summary>
    Mean,

    /// <summary>The one of largest magnitude.</summary>
    Max,
}
