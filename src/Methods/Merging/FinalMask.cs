namespace SurgeryBench.Methods.Merging;

/// <summary>The mask that a concrete merge ends with.</summary>
public enum FinalMask
{
    /// <summary>One more random sample, drawn from the seed.</summary>
    Sample,

    /// <summary>σ(logit / temperature), without chance.</summary>
    Expected,
}
