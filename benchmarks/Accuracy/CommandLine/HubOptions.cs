using System.CommandLine;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary>The options that say where the hub and its cache are: shared by all verbs that need published models or images.</summary>
internal sealed class HubOptions
{
    private readonly Option<bool> offline = new("--offline") { Description = "clip8: leave the network alone; also $HF_HUB_OFFLINE." };
    private readonly Option<string?> endpoint = new("--endpoint") { Description = $"clip8: the hub or a mirror of it. Default: $HF_ENDPOINT, or {HubSettings.DefaultEndpoint}." };
    private readonly Option<string?> hubCache = new("--hub-cache") { Description = "clip8: the cache that all hub libraries share. Default: $HF_HUB_CACHE, hub in $HF_HOME, or huggingface/hub in the user's cache folder." };
    private readonly Option<string?> anchor = new("--base") { Description = "clip8: another repository of a pretrained CLIP model, owner/name; its config.json says the sizes of the backbone." };
    private readonly Option<string?> experts = new("--experts") { Description = "clip8: other repositories of experts, owner/name with {task} in it." };

    public void AddTo(Command command)
    {
        Option[] all = [offline, endpoint, hubCache, anchor, experts];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <summary>Where the hub is.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cache">Our own cache, which keeps listings.</param>
    /// <exception cref="UsageException">A value cannot be meant.</exception>
    public HubSettings Settings(ParseResult parsed, string cache) => Meant(() =>
    {
        var environment = HubSettings.FromEnvironment(Path.Combine(cache, "hub"));
        return environment with
        {
            Endpoint = parsed.GetValue(endpoint) is { } address ? HubSettings.AddressOf(address) : environment.Endpoint,
            Cache = parsed.GetValue(hubCache) ?? environment.Cache,
            Offline = parsed.GetValue(offline) || environment.Offline,
        };
    });

    /// <summary>Whether repositories of models are named.</summary>
    public bool AreModelsNamed(ParseResult parsed) => parsed.GetValue(anchor) is not null;

    /// <summary>Which repositories hold the models of a backbone.</summary>
    /// <exception cref="UsageException">The backbone is not published and no repositories are named, or they are named in part.</exception>
    public HubModels Models(ParseResult parsed, string backbone) => Meant(() => (parsed.GetValue(anchor), parsed.GetValue(experts)) switch
    {
        (null, null) => HubCatalog.ModelsOf(backbone),
        ({ } own, { } pattern) => new HubModels(own, pattern),
        _ => throw new UsageException("--base and --experts name the models of a backbone together; one of them is missing."),
    });

    // A value that cannot be meant is the caller's slip, not bad data.
    private static T Meant<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (BadInputException fault)
        {
            throw new UsageException(fault.Message);
        }
    }
}
