using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SurgeryBench.Tests.Doubles;

/// <summary>A file of a hub of the tests, with what may go wrong with it.</summary>
internal sealed class TinyFile(byte[] bytes, bool large)
{
    private readonly Lock gate = new();

    public byte[] Bytes { get; set; } = bytes;

    public bool IsLarge => large;

    public string Hash => large ? Convert.ToHexStringLower(SHA256.HashData(Bytes)) : Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {Bytes.Length}\0"), .. Bytes]));

    /// <summary>Said in place of the true hash and size.</summary>
    public string? ClaimedHash { get; set; }

    public long? ClaimedSize { get; set; }

    /// <summary>Answers before the file is given, and their Retry-After.</summary>
    public Queue<int> Refusals { get; } = new();

    /// <summary>Answers of the second host before it gives the file.</summary>
    public Queue<int> StoreRefusals { get; } = new();

    public string? RetryAfter { get; set; }

    /// <summary>How often the connection breaks, and after how many bytes of an answer.</summary>
    public int Drops { get; set; }

    public int DropAfter { get; set; }

    /// <summary>Says whether the asker has taken so many bytes of the file in: a connection that breaks loses what is on its way.</summary>
    public Func<long, bool>? HasArrived { get; set; }

    /// <summary>Called when the connection breaks.</summary>
    public Action? Dropped { get; set; }

    /// <summary>Bytes that are sent at a time.</summary>
    public int Chunk { get; set; } = 1 << 14;

    /// <summary>Called before each of them; null for nobody.</summary>
    public Action? Sending { get; set; }

    /// <summary>A pause before each of them; null for none.</summary>
    public TimeSpan? Pause { get; set; }

    /// <summary>Says nothing after so many bytes, until the asker gives up; null for never.</summary>
    public int? StallAfter { get; set; }

    public bool IgnoresRanges { get; set; }

    /// <summary>Sent in place of the bytes, and without saying how many these are; null for the bytes.</summary>
    public byte[]? Sent { get; set; }

    /// <summary>What the answer claims its bytes are packed in; null for nothing.</summary>
    public string? ContentEncoding { get; set; }

    /// <summary>The server's clock in its refusals; null for the machine's.</summary>
    public DateTimeOffset? ServerTime { get; set; }

    /// <summary>How often the second host leads back to the hub, and the hub to the second host.</summary>
    public int Bounces { get; set; }

    public bool Refuses(HttpContext context, TinyRequest request)
    {
        if (request.Method == "HEAD" || !(request.Host == "hub" ? Refusals : StoreRefusals).TryDequeue(out var status)) return false;
        context.Response.StatusCode = status;
        if (RetryAfter is not null) context.Response.Headers.RetryAfter = RetryAfter;
        if (ServerTime is { } time) context.Response.Headers.Date = time.ToString("R", CultureInfo.InvariantCulture);
        return true;
    }

    public async Task SendAsync(HttpContext context, TinyRequest request)
    {
        var (bytes, tag) = (Bytes, $"\"{(large ? "store-" : "")}{ClaimedHash ?? Hash}\"");
        var response = context.Response;
        response.Headers.ETag = tag;
        var ranged = !IgnoresRanges && request.Range.Length > 0 && (request.IfRange.Length == 0 || request.IfRange == tag);
        var from = ranged ? int.Parse(request.Range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        if (ranged)
        {
            response.StatusCode = from < bytes.Length ? 206 : 416;
            response.Headers.ContentRange = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
            if (from >= bytes.Length) return;
        }
        if (Sent is null || request.Method == "HEAD") response.ContentLength = bytes.Length - from;
        if (request.Method == "HEAD") return;
        if (ContentEncoding is not null) response.Headers.ContentEncoding = ContentEncoding;
        if (Sent is not null) bytes = Sent;
        await SendAsync(context, bytes.AsMemory(from), from);
    }

    private async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes, long from)
    {
        var end = Breaks() ? DropAfter : int.MaxValue;
        for (var at = 0; at < bytes.Length; at += Chunk)
        {
            if (StallAfter <= at) await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            Sending?.Invoke();
            if (Pause is { } pause) await Task.Delay(pause, context.RequestAborted);
            var count = Math.Min(Math.Min(Chunk, bytes.Length - at), Math.Max(0, end - at));
            await context.Response.Body.WriteAsync(bytes.Slice(at, count), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (at + count < end) continue;
            for (var tries = 0; tries < 1000 && HasArrived?.Invoke(from + end) == false; tries++) await Task.Delay(10);
            Dropped?.Invoke();
            context.Abort();
            return;
        }
    }

    private bool Breaks()
    {
        lock (gate) return Drops > 0 && Drops-- > 0;
    }
}
