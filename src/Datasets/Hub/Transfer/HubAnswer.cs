namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>The last answer of a chain of redirects, with what the whole chain said. It owns the answer.</summary>
internal sealed record HubAnswer(HubCall Call, HttpResponseMessage Response, LinkHeaders Said) : IDisposable
{
    /// <summary>The entity tag of the file: the one that the hub links to, else the answer's own; null if there is none.</summary>
    internal string? Tag => Said.Tag ?? LinkHeaders.Bare(LinkHeaders.Of(Response, "ETag"));

    public void Dispose() => Response.Dispose();
}
