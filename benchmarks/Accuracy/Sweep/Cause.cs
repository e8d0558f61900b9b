namespace SurgeryBench.Accuracy.Sweep;

/// <summary>What a fault comes down to.</summary>
internal static class Cause
{
    /// <summary>Work done side by side reports its faults together; the first says what there is to say.</summary>
    public static Exception Of(Exception error) => error is AggregateException several ? several.Flatten().InnerExceptions[0] : error;
}
