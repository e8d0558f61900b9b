namespace SurgeryBench.Datasets.Hub;

/// <summary>How much of a file is in the cache.</summary>
public enum HubFileState
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>What an interrupted fetch left; the next goes on from there.</summary>
    Partial,

    /// <summary>All of it.</summary>
    Present,
}
