using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub.Store;

namespace SurgeryBench.Datasets.Hub;

/// <summary>Where the hub and its cache are and how patient to be.</summary>
public sealed record HubSettings
{
    /// <summary>The hub that is asked when <c>HF_ENDPOINT</c> names no other.</summary>
    public const string DefaultEndpoint = "https://huggingface.co";

    /// <summary>The hub; may have a path of its own. Kept with a slash at its end.</summary>
    public required Uri Endpoint { get; init => field = Checked(value); }

    /// <summary>The hub cache, in the layout that all hub libraries share.</summary>
    public required string Cache { get; init; }

    /// <summary>Where listings of repositories are kept, so that sizes are known offline.</summary>
    public required string Listings { get; init; }

    /// <summary>Whether the network is left alone. Default false.</summary>
    public bool Offline { get; init; }

    /// <summary>Sent to the endpoint and nobody else; null to be nobody.</summary>
    public HubToken? Token { get; init; }

    /// <summary>Files at a time, from 1. Default 4.</summary>
    public int Parallel { get; init => field = Setting.Positive(value); } = 4;

    /// <summary>How often a request that failed by bad luck is tried again, from 1. Default 5.</summary>
    public int Retries { get; init => field = Setting.Positive(value); } = 5;

    /// <summary>The wait before the first such try; it doubles from one to the next, up to half a minute. Default one second.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a server may stay silent before a request counts as failed, and in which it has to send at least a kibibyte of what there is to
    /// send. Default half a minute.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What pauses and rates are measured with. Default the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Says how many bytes are free where a folder is or would be.</summary>
    public Func<string, long> FreeSpace { get; init; } = DiskSpace.FreeAt;

    /// <summary>
    /// The settings that hub libraries read from the environment: <c>HF_ENDPOINT</c>; <c>HF_HUB_CACHE</c>, else <c>HUGGINGFACE_HUB_CACHE</c>,
    /// else <c>hub</c> in <c>HF_HOME</c>, else in <c>XDG_CACHE_HOME/huggingface</c>; <c>HF_HUB_OFFLINE</c>, else <c>TRANSFORMERS_OFFLINE</c>;
    /// <c>HF_TOKEN</c>, else <c>HUGGING_FACE_HUB_TOKEN</c>. A token that lies in a file is not read.
    /// </summary>
    /// <param name="listings">Where listings are kept.</param>
    /// <param name="variable">Gives a variable's value; default the environment of this process.</param>
    /// <exception cref="BadInputException">A variable holds what it cannot mean.</exception>
    public static HubSettings FromEnvironment(string listings, Func<string, string?>? variable = null)
    {
        var environment = new HubEnvironment(variable ?? Environment.GetEnvironmentVariable);
        return new HubSettings
        {
            Endpoint = AddressOf(environment.Endpoint),
            Cache = environment.Cache,
            Listings = listings,
            Offline = environment.Offline,
            Token = environment.Token is { } secret ? new HubToken(secret) : null,
        };
    }

    /// <summary>Reads an endpoint.</summary>
    /// <exception cref="BadInputException">It is no address of a hub.</exception>
    public static Uri AddressOf(string endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
        ? Checked(address)
        : throw NoEndpoint(endpoint.Split('@')[^1]);

    // User names and passwords in an address would end up in messages.
    private static Uri Checked(Uri address) =>
        address.Scheme is "http" or "https" && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
            ? new Uri(address.AbsoluteUri.TrimEnd('/') + "/")
            : throw NoEndpoint(address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));

    private static BadInputException NoEndpoint(string shown) =>
        new($"'{HubNames.Shown(shown)}' is no endpoint of a hub; http or https, a host and perhaps a path were expected, e.g. {DefaultEndpoint}.");
}
