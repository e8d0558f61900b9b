namespace SurgeryBench.Methods.Merging;

/// <summary>What shares one merging coefficient.</summary>
public enum CoefficientSharing
{
    /// <summary>One coefficient a task and tensor.</summary>
    LayerWise,

    /// <summary>One coefficient a task.</summary>
    TaskWise,
}
