namespace SurgeryBench.Datasets.Hub;

/// <summary>What is going on with a file.</summary>
public enum HubStage
{
    /// <summary>Another process downloads it.</summary>
    Waiting,

    /// <summary>Its bytes arrive.</summary>
    Downloading,

    /// <summary>It is in the cache, whole and checked.</summary>
    Done,

    /// <summary>It could not be had.</summary>
    Failed,
}
