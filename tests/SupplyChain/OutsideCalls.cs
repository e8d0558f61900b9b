using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>Hears what this process asks of hosts other than this machine: connections that it begins, and names that it looks up.</summary>
internal sealed class OutsideCalls : EventListener
{
    private readonly ConcurrentQueue<string> calls = new();

    private OutsideCalls()
    {
    }

    /// <summary>Listens from when it is first asked for.</summary>
    public static OutsideCalls Heard { get; } = new();

    /// <summary>What was heard since this was last asked, first to last.</summary>
    public string[] Take()
    {
        List<string> taken = [];
        while (calls.TryDequeue(out var call)) taken.Add(call);
        return [.. taken];
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution") EnableEvents(eventSource, EventLevel.Informational);
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var what = eventData.Payload is [string first, ..] ? first : "";
        if (eventData.EventName == "ConnectStart" && !IsThisMachine(what)) calls.Enqueue($"a connection to {Readable(what)}");
        if (eventData.EventName == "ResolutionStart" && !IsThisMachinesName(what)) calls.Enqueue($"the address of {what}");
    }

    private static bool IsThisMachinesName(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsThisMachine(string address) => address.StartsWith(nameof(AddressFamily.Unix), StringComparison.Ordinal) || (EndPointOf(address) is { } end && IPAddress.IsLoopback(end.Address));

    private static string Readable(string address) => EndPointOf(address)?.ToString() ?? address;

    /// <summary>Reads <c>InterNetwork:16:{0,80,127,0,0,1,...}</c>, as socket addresses are written: family, size, and all bytes after the family's two.</summary>
    private static IPEndPoint? EndPointOf(string text)
    {
        if (text.Split(':', 3) is not [var name, var size, ['{', .., '}'] list] || !Enum.TryParse<AddressFamily>(name, out var family)) return null;
        var address = new SocketAddress(family, int.Parse(size, CultureInfo.InvariantCulture));
        foreach (var (at, value) in list[1..^1].Split(',').Index()) address[at + 2] = byte.Parse(value, CultureInfo.InvariantCulture);
        var any = new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        return family == any.AddressFamily ? (IPEndPoint)any.Create(address) : null;
    }
}
