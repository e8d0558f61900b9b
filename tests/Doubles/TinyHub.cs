using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Tests.Doubles;

/// <summary>
/// A hub on this machine, with the addresses, headers and redirects of the real one: small files come from the hub itself, large ones from a
/// second host that it redirects to. Faults are settings of its repositories and files.
/// </summary>
internal sealed class TinyHub : IAsyncDisposable
{
    private readonly WebApplication hub, store;
    private readonly ConcurrentQueue<TinyRequest> requests = new();
    private int bodies;

    private TinyHub() => (hub, store) = (Server("hub", AnswerAsync), Server("store", AnswerBytesAsync));

    public ConcurrentDictionary<string, TinyRepository> Repositories { get; } = new(StringComparer.Ordinal);

    public string Endpoint => hub.Urls.Single();

    public IReadOnlyList<TinyRequest> Requests => [.. requests];

    /// <summary>Questions for bytes of files, redirected ones counted once.</summary>
    public IReadOnlyList<TinyRequest> Downloads => [.. requests.Where(request => request.Method == "GET" && !request.Path.StartsWith("/api/", StringComparison.Ordinal) && request.Served)];

    /// <summary>The largest number of files that were sent side by side.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Entries on a page of a listing.</summary>
    public int PageSize { get; set; } = 1000;

    public static async Task<TinyHub> StartAsync()
    {
        var tiny = new TinyHub();
        await tiny.hub.StartAsync();
        await tiny.store.StartAsync();
        return tiny;
    }

    public TinyRepository Add(HubRepository repository)
    {
        var prefix = repository.Kind == HubKind.Dataset ? $"datasets/{repository.Id}" : repository.Id;
        return Repositories.GetOrAdd(prefix, _ => new TinyRepository());
    }

    public void Forget() => requests.Clear();

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        await store.DisposeAsync();
    }

    private WebApplication Server(string name, Func<HttpContext, TinyRequest, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async context =>
        {
            var headers = context.Request.Headers;
            var request = new TinyRequest(name, context.Request.Method, context.Request.Path, headers.Authorization.ToString(), headers.Range.ToString(), headers.IfRange.ToString());
            requests.Enqueue(request);
            await answer(context, request);
        });
        return app;
    }

    private async Task AnswerAsync(HttpContext context, TinyRequest request)
    {
        var api = request.Path.StartsWith("/api/", StringComparison.Ordinal);
        var path = api ? request.Path["/api/".Length..].Replace("models/", "", StringComparison.Ordinal) : request.Path[1..];
        if (Repositories.FirstOrDefault(pair => path.StartsWith(pair.Key + "/", StringComparison.Ordinal)) is not { Value: { } repository, Key: var prefix })
        {
            Refuse(context, 404, "RepoNotFound");
            return;
        }
        if (repository.MovedTo is { } place)
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = request.Path.Replace(prefix, place, StringComparison.Ordinal) + context.Request.QueryString;
        }
        else if (repository.RefusalOf(request) is { } refusal) Refuse(context, refusal, repository.RefusalCode);
        else if (api) await TinyListing.AnswerAsync(context, repository, path[(prefix.Length + 1)..], PageSize);
        else await AnswerFileAsync(context, request, repository, path[(prefix.Length + 1)..]);
    }

    private async Task AnswerFileAsync(HttpContext context, TinyRequest request, TinyRepository repository, string path)
    {
        var parts = path.Split('/', 3);
        if (parts is not ["resolve", var revision, var name] || (revision != repository.Commit && revision != "main") || !repository.Files.TryGetValue(name, out var file))
        {
            Refuse(context, 404, "EntryNotFound");
            return;
        }
        context.Response.Headers["X-Repo-Commit"] = repository.Commit;
        if (context.Request.Query.ContainsKey("bounced"))
        {
            await BounceAsync(context, request, file, $"{store.Urls.Single()}{request.Path}");
            return;
        }
        if (file.Refuses(context, request)) return;
        if (!file.IsLarge)
        {
            await SendAsync(context, request, file);
            return;
        }
        context.Response.StatusCode = 302;
        context.Response.Headers["X-Linked-Etag"] = $"\"{file.ClaimedHash ?? file.Hash}\"";
        context.Response.Headers["X-Linked-Size"] = $"{file.ClaimedSize ?? file.Bytes.Length}";
        context.Response.Headers.Location = $"{store.Urls.Single()}{request.Path}";
    }

    private Task AnswerBytesAsync(HttpContext context, TinyRequest request)
    {
        var repository = Repositories.First(pair => request.Path.StartsWith($"/{pair.Key}/resolve/", StringComparison.Ordinal));
        var file = repository.Value.Files[request.Path[$"/{repository.Key}/resolve/".Length..].Split('/', 2)[1]];
        return file.Refuses(context, request) ? Task.CompletedTask : BounceAsync(context, request, file, $"{Endpoint}{request.Path}");
    }

    private Task BounceAsync(HttpContext context, TinyRequest request, TinyFile file, string other)
    {
        var bounced = int.TryParse(context.Request.Query["bounced"], CultureInfo.InvariantCulture, out var times) ? times : 0;
        if (bounced >= file.Bounces) return SendAsync(context, request, file);
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = $"{other}?bounced={bounced + 1}";
        return Task.CompletedTask;
    }

    private async Task SendAsync(HttpContext context, TinyRequest request, TinyFile file)
    {
        request.Served = true;
        lock (requests) MostAtOnce = Math.Max(MostAtOnce, ++bodies);
        try
        {
            await file.SendAsync(context, request);
        }
        finally
        {
            lock (requests) bodies--;
        }
    }

    private static void Refuse(HttpContext context, int status, string? code)
    {
        context.Response.StatusCode = status;
        if (code is not null) context.Response.Headers["X-Error-Code"] = code;
    }
}
