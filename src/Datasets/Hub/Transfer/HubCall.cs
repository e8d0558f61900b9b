namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>One question to the hub.</summary>
/// <param name="Repository">What it is about, for messages.</param>
/// <param name="Path">The file it is about, for messages; null for the repository itself.</param>
/// <param name="Method">GET or HEAD.</param>
/// <param name="Address">At the endpoint.</param>
internal sealed record HubCall(HubRepository Repository, string? Path, HttpMethod Method, Uri Address)
{
    /// <summary>Whether a redirect that describes a large file is the answer.</summary>
    internal bool StopAtLink { get; init; }

    /// <summary>Bytes to leave out.</summary>
    internal long From { get; init; }

    /// <summary>The entity tag that those bytes had, asked of the endpoint alone; null if other hosts serve the file.</summary>
    internal string? IfTag { get; init; }

    /// <summary>What it is about, for messages.</summary>
    internal string What => Path is null ? $"'{Repository}'" : $"'{HubNames.Shown(Path)}' of '{Repository}'";
}
