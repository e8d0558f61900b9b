namespace SurgeryBench.Results.Published;

/// <summary>How close a source is to those who ran the method, the closest first: of several sources, the closest is compared with.</summary>
public enum Standing
{
    /// <summary>A log of the authors, nothing cut off.</summary>
    Log,

    /// <summary>The authors' own paper or page.</summary>
    Own,

    /// <summary>Another paper that prints the authors' number.</summary>
    Quoted,

    /// <summary>Another group's run of the method.</summary>
    Rerun,

    /// <summary>A run under other settings than the method's defaults here, e.g. with a tuned coefficient.</summary>
    OtherSetting,
}
