namespace SurgeryBench.Datasets.Hub;

/// <summary>The two kinds of repositories that are fetched.</summary>
public enum HubKind
{
    /// <summary>Checkpoints.</summary>
    Model,

    /// <summary>Images with labels.</summary>
    Dataset,
}
