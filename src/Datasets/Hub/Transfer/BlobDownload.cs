using System.Net;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub.Store;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>Brings a blob into the cache, from where an earlier fetch stopped, and gives it its name only when it is whole and checked.</summary>
internal sealed class BlobDownload(HubTransport transport)
{
    /// <param name="remote">What to bring.</param>
    /// <param name="part">Where its bytes gather.</param>
    /// <param name="blob">The path it gets.</param>
    /// <param name="report">Told the number of bytes on disk.</param>
    /// <param name="cancellation">Stops; what has arrived is kept.</param>
    internal async Task RunAsync(RemoteFile remote, string part, string blob, Action<long> report, CancellationToken cancellation)
    {
        string? difference;
        bool resumed;
        await using (var file = await PartialBlob.OpenAsync(part, remote.Blob, remote.Size, cancellation))
        {
            report(file.Length);
            resumed = file.Length > 0;
            if (file.Length < remote.Size) resumed &= await ReceiveAsync(remote, file, report, cancellation);
            difference = file.Finish();
        }
        if (difference is null)
        {
            File.Move(part, blob, overwrite: true);
            return;
        }
        File.Delete(part);
        if (resumed) throw new TransientHubException($"What an interrupted fetch had left of {remote.Get.What} does not fit the rest; run this again to fetch it afresh.");
        throw new BadInputException($"{remote.Get.What} arrives with the hash {difference}; {remote.Blob} was expected. Nothing of it is kept; if it happens again, the endpoint or something on the way changes files.");
    }

    // Says whether what was there before was gone on with.
    private async Task<bool> ReceiveAsync(RemoteFile remote, PartialBlob file, Action<long> report, CancellationToken cancellation)
    {
        using var answer = await GetAsync(remote, file, cancellation);
        var resumed = Fit(remote, file, answer);
        await transport.ReadAsync(answer, async bytes =>
        {
            if (file.Length + bytes.Length > remote.Size) throw WrongSize(remote, "more");
            await file.AppendAsync(bytes, cancellation);
            report(file.Length);
        }, cancellation);
        if (file.Length == remote.Size) return resumed;
        throw new TransientHubException($"The connection ended after {file.Length} of {remote.Size} bytes of {remote.Get.What}; the same command goes on from here.");
    }

    private async Task<HubAnswer> GetAsync(RemoteFile remote, PartialBlob file, CancellationToken cancellation)
    {
        try
        {
            return await transport.SendAsync(remote.Get with { From = file.Length }, cancellation);
        }
        catch (TransientHubException fault) when (fault.Status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            file.Restart();
            throw;
        }
    }

    private static bool Fit(RemoteFile remote, PartialBlob file, HubAnswer answer)
    {
        if (remote.IsAnotherThan(answer)) throw new TransientHubException($"{remote.Get.What} changed while it was being fetched; run this again.");
        var content = answer.Response.Content.Headers;
        var resumed = answer.Response.StatusCode == HttpStatusCode.PartialContent;
        if (!resumed) file.Restart();
        if (resumed && content.ContentRange?.From != file.Length || content.ContentRange?.Length is { } whole && whole != remote.Size)
        {
            file.Restart();
            throw new TransientHubException($"{answer.Call.Address.Authority} gives other bytes of {remote.Get.What} than were asked for; run this again to fetch it afresh.");
        }
        if (content.ContentLength is { } length && length != remote.Size - file.Length) throw WrongSize(remote, $"{length + file.Length}");
        return resumed;
    }

    private static BadInputException WrongSize(RemoteFile remote, string found) =>
        new($"{remote.Get.What} arrives with {found} bytes; {remote.Size} were expected. Nothing of it is used; check the endpoint.");
}
