using System.Net;
using System.Net.Sockets;
using NUnit.Framework;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>The guard of the tests hears what leaves this machine. What these tests ask for, the system refuses by itself: nothing leaves.</summary>
public sealed class OutsideCallTests
{
    // Longer than a label of a name may be.
    private static readonly string NoName = new('a', 64);

    [Test]
    public void AreHeardWhenAConnectionBegins()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.That(() => socket.Connect(IPAddress.Broadcast, 9), Throws.InstanceOf<SocketException>());
        Assert.That(OutsideCalls.Heard.Take(), Is.EqualTo(new[] { "a connection to 255.255.255.255:9" }));
    }

    [Test]
    public void AreHeardOverTheNextProtocolToo()
    {
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        Assert.That(() => socket.Connect(IPAddress.Parse("ff01::1"), 9), Throws.InstanceOf<SocketException>());
        Assert.That(OutsideCalls.Heard.Take(), Is.EqualTo(new[] { "a connection to [ff01::1]:9" }));
    }

    [Test]
    public void AreHeardWhenANameIsLookedUp()
    {
        Assert.That(() => Dns.GetHostAddresses(NoName), Throws.InstanceOf<SocketException>());
        Assert.That(OutsideCalls.Heard.Take(), Is.EqualTo(new[] { $"the address of {NoName}" }));
    }

    [Test]
    public void AreHeardThroughAClientOfHttp()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.That(async () => await client.GetAsync(new Uri($"http://{NoName}/")), Throws.InstanceOf<HttpRequestException>());
        Assert.That(OutsideCalls.Heard.Take(), Has.Some.EqualTo($"the address of {NoName}"));
    }

    [Test]
    public async Task AreNotWhatStaysOnThisMachine()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", ((IPEndPoint)server.LocalEndpoint).Port);
        Assert.That(client.Connected);
        Assert.That(OutsideCalls.Heard.Take(), Is.Empty);
    }
}
