namespace SurgeryBench.Methods.Merging;

/// <summary>Whose merged task vector LiNeS scales.</summary>
public enum LinesRule
{
    /// <summary>The sum of the task vectors.</summary>
    TaskArithmetic,

    /// <summary>That of TIES as its paper forms it, the disjoint mean.</summary>
    TiesMean,
}
