namespace SurgeryBench.Methods.Merging;

/// <summary>How DARE merges what it left of the experts.</summary>
public enum DareRule
{
    /// <summary>The mean of the experts.</summary>
    Average,

    /// <summary>The base and λ times the sum of the task vectors.</summary>
    TaskArithmetic,

    /// <summary>TIES in its sum form.</summary>
    Ties,
}
