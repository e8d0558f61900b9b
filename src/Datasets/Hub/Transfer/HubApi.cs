using Polly;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>Lists repositories.</summary>
internal sealed class HubApi(HubTransport transport, ResiliencePipeline retry, Uri endpoint)
{
    private const int LargestPage = 16 << 20, MostPages = 200;

    internal async Task<HubListing> ListAsync(HubRepository repository, CancellationToken cancellation)
    {
        var about = await GetAsync(repository, new Uri(endpoint, $"{repository.Api}/revision/{Uri.EscapeDataString(repository.Revision)}"), cancellation);
        var commit = HubNames.Commit(ListingPage.CommitIn(about.Text, repository), repository.Id);
        var files = new SortedDictionary<string, HubFile>(StringComparer.Ordinal);
        var tree = new Uri(endpoint, $"{repository.Api}/tree/{commit}?recursive=true");
        var page = tree;
        for (var pages = 0; page is not null; pages++)
        {
            if (pages == MostPages) throw new BadInputException($"The hub at {endpoint.Authority} lists '{repository}' on more than {MostPages} pages; a repository of models or data was expected.");
            var (text, next) = await GetAsync(repository, page, cancellation);
            foreach (var file in ListingPage.FilesIn(text, repository)) files[file.Path] = file;
            // Only the query is taken over: the next page is at the endpoint, wherever the link says.
            page = next is null ? null : new UriBuilder(tree) { Query = next.Query }.Uri;
        }
        return new HubListing(repository, commit, [.. files.Values]);
    }

    private async Task<(byte[] Text, Uri? Next)> GetAsync(HubRepository repository, Uri address, CancellationToken cancellation) => await retry.ExecuteAsync(
        async token =>
        {
            using var answer = await transport.SendAsync(new HubCall(repository, null, HttpMethod.Get, address), token);
            return (await ReadAsync(answer, token), NextOf(answer.Response, address));
        },
        cancellation);

    private async Task<byte[]> ReadAsync(HubAnswer answer, CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        await transport.ReadAsync(answer, bytes =>
        {
            text.Write(bytes.Span);
            if (text.Length > LargestPage)
                throw new BadInputException($"The hub at {endpoint.Authority} describes {answer.Call.What} in more than {ByteCount.Text(LargestPage)}; a list of files was expected.");
            return Task.CompletedTask;
        }, cancellation);
        return text.ToArray();
    }

    private static Uri? NextOf(HttpResponseMessage response, Uri address)
    {
        if (LinkHeaders.Of(response, "Link") is not { } header) return null;
        var link = header.Split(',').FirstOrDefault(part => part.Contains("rel=\"next\"", StringComparison.Ordinal))?.Trim();
        return link is not null && link.StartsWith('<') && link.IndexOf('>') is > 1 and var end && Uri.TryCreate(address, link[1..end], out var next) ? next : null;
    }
}
