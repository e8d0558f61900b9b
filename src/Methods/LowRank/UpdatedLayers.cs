namespace SurgeryBench.Methods.LowRank;

/// <summary>Which linear layers of a block get an update.</summary>
public enum UpdatedLayers
{
    /// <summary>All four.</summary>
    All,

    /// <summary>The two that write to the residual stream: more rank for each at the same size.</summary>
    Stream,
}
