namespace SurgeryBench.Methods.Merging;

/// <summary>How the coefficients of a selective merge are searched.</summary>
public enum MergeSearch
{
    /// <summary>All searches; the recipe with the best proxy score counts.</summary>
    Best,

    /// <summary>Plain means of accepted members.</summary>
    Average,

    /// <summary>Accepted members, each with the best of nine shares.</summary>
    Coefficient,

    /// <summary>CMA-ES over all coefficients.</summary>
    Evolution,
}
