namespace SurgeryBench.Methods.Merging;

/// <summary>What EMR-Merging's rescaler compares magnitudes over.</summary>
public enum EmrRescaling
{
    /// <summary>The sum over tensors of each tensor's mean magnitude, as the authors' code does.</summary>
    PerTensor,

    /// <summary>The sum over all entries, as the paper writes.</summary>
    Global,
}
