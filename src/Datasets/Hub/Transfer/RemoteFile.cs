using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub.Store;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>A file as the hub has it now.</summary>
/// <param name="Get">The question that brings its bytes.</param>
/// <param name="Tag">Its entity tag.</param>
/// <param name="Blob">The name of its blob: its hash if anyone says it, else the tag.</param>
/// <param name="Size">In bytes.</param>
internal sealed record RemoteFile(HubCall Get, string Tag, string Blob, long Size)
{
    /// <summary>Asks for everything but the bytes.</summary>
    internal static async Task<RemoteFile> AskAsync(HubTransport transport, Uri endpoint, HubPlanFile wanted, CancellationToken cancellation)
    {
        var path = string.Join('/', wanted.File.Path.Split('/').Select(Uri.EscapeDataString));
        var address = new Uri(endpoint, $"{wanted.Repository.Address}/resolve/{wanted.Commit}/{path}");
        var call = new HubCall(wanted.Repository, wanted.File.Path, HttpMethod.Head, address) { StopAtLink = true };
        using var answer = await transport.SendAsync(call, cancellation);
        if (answer.Said.Commit is { } commit && commit != wanted.Commit)
            throw new BadInputException($"The hub at {endpoint.Authority} gives {call.What} of another commit than {wanted.Commit}, which was asked for.");
        var size = answer.Said.Size ?? (answer.Response.IsSuccessStatusCode ? answer.Response.Content.Headers.ContentLength : null) ?? wanted.File.Size
            ?? throw new BadInputException($"The hub at {endpoint.Authority} does not say how large {call.What} is.");
        var tag = answer.Tag is { } said && HubNames.IsBlob(said) ? said : wanted.File.Hash
            ?? throw new BadInputException($"The hub at {endpoint.Authority} gives {call.What} no entity tag that could name it in the cache.");
        var get = call with { Method = HttpMethod.Get, StopAtLink = false, IfTag = answer.Said.Tag is null ? tag : null };
        return new RemoteFile(get, tag, BlobHash.IsHash(tag) ? tag : wanted.File.Hash ?? tag, size);
    }

    /// <summary>Whether an answer with bytes is about another state of the file.</summary>
    internal bool IsAnotherThan(HubAnswer answer) => answer.Said.Tag is { } linked ? linked != Tag : Get.IfTag is not null && answer.Tag is { } tag && tag != Tag;
}
