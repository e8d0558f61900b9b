using System.Net;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>The environment's proxy, but never for this machine itself: a token for a hub that runs here stays here.</summary>
internal sealed class LoopbackDirectly(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
}
