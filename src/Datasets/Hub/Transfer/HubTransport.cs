using System.Net;
using System.Net.Http.Headers;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>
/// HTTP with redirects followed here, hop by hop, because the token may go to the endpoint and nowhere else. Once a chain has left the
/// endpoint, it stays unsigned. Safe to use from several threads.
/// </summary>
internal sealed class HubTransport : IDisposable
{
    private const int LongestChain = 8, BufferBytes = 1 << 17;

    private readonly HubSettings settings;
    private readonly HttpClient client;

    internal HubTransport(HubSettings settings)
    {
        this.settings = settings;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = settings.Patience,
            Proxy = new LoopbackDirectly(HttpClient.DefaultProxy),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("surgerybench", "1.0"));
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    /// <summary>Asks, and follows where the answer leads.</summary>
    /// <exception cref="TransientHubException">Bad luck.</exception>
    /// <exception cref="BadInputException">A refusal.</exception>
    internal async Task<HubAnswer> SendAsync(HubCall call, CancellationToken cancellation)
    {
        var (address, home, said) = (call.Address, true, LinkHeaders.None);
        for (var hop = 0; hop <= LongestChain; hop++)
        {
            using var request = Request(call, address, home);
            var response = await AskAsync(call, request, cancellation);
            said = said.With(response);
            if (NextOf(response, address) is not { } next) return new HubAnswer(call, Fine(call, response, request, home), said);
            if (call.StopAtLink && said.Tag is not null) return new HubAnswer(call, response, said);
            response.Dispose();
            if (address.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps)
                throw new BadInputException($"{address.Authority} sends {call.What} on to {next.Authority} without encryption; that is not followed.");
            home &= Uri.Compare(next, settings.Endpoint, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
            address = next;
        }
        throw new BadInputException($"{call.Address.Authority} redirects {call.What} more than {LongestChain} times; a file was expected.");
    }

    /// <summary>Reads an answer, some bytes at a time.</summary>
    /// <param name="answer">Whose body to read.</param>
    /// <param name="take">Gets the bytes as they come.</param>
    /// <param name="cancellation">Stops between two of them.</param>
    /// <exception cref="TransientHubException">The connection broke, or nothing or next to nothing came for too long.</exception>
    internal async Task ReadAsync(HubAnswer answer, Func<ReadOnlyMemory<byte>, Task> take, CancellationToken cancellation)
    {
        await using var body = await answer.Response.Content.ReadAsStreamAsync(cancellation);
        var (buffer, rate) = (new byte[BufferBytes], new DripWatch(answer.Call, settings));
        while (await PatientlyAsync(answer.Call, async patience => await body.ReadAsync(buffer, patience), cancellation) is var count and > 0)
        {
            await take(buffer.AsMemory(0, count));
            rate.Count(count);
        }
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Request(HubCall call, Uri address, bool home)
    {
        var request = new HttpRequestMessage(call.Method, address);
        if (home && HubToken.MayGoTo(address)) settings.Token?.Sign(request);
        if (call.From == 0) return request;
        request.Headers.Range = new RangeHeaderValue(call.From, null);
        // Another host has tags of its own, so that it would always answer with the whole file.
        if (home && call.IfTag is { } tag) request.Headers.IfRange = new RangeConditionHeaderValue($"\"{tag}\"");
        return request;
    }

    private Task<HttpResponseMessage> AskAsync(HubCall call, HttpRequestMessage request, CancellationToken cancellation) =>
        PatientlyAsync(call, patience => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience), cancellation);

    private async Task<T> PatientlyAsync<T>(HubCall call, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Patience);
        try
        {
            return await work(patience.Token);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientHubException($"{call.Address.Authority} was silent for {settings.Patience.TotalSeconds:F0} s over {call.What}; check the network, the same command goes on from here.", fault);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new BadInputException($"{call.Address.Authority} cannot prove who it is: {HubNames.Shown(fault.Message)}", fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new TransientHubException($"{call.Address.Authority} cannot be reached for {call.What}: {HubNames.Shown(fault.Message)} The same command goes on from here; --offline takes what the cache has.", fault);
        }
    }

    private static Uri? NextOf(HttpResponseMessage response, Uri address)
    {
        var leads = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        return leads && response.Headers.Location is { } location && new Uri(address, location) is { Scheme: "http" or "https" } next ? next : null;
    }

    private HttpResponseMessage Fine(HubCall call, HttpResponseMessage response, HttpRequestMessage request, bool home)
    {
        if (response.IsSuccessStatusCode) return response;
        using (response) throw home ? HubFaults.Of(call, response, request.Headers.Authorization is not null, settings.Time) : HubFaults.Elsewhere(call, response, request.RequestUri!, settings.Time);
    }
}
