using System.Collections.Immutable;
using System.CommandLine;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary>The options of <c>fetch</c>.</summary>
internal sealed class FetchOptions
{
    private static readonly string[] Kinds = ["models", "data"];

    private readonly Option<string> suite = new("--suite") { Description = "clip8.", DefaultValueFactory = _ => HubCatalog.Suite };
    private readonly Option<string> backbone = new("--backbone") { Description = string.Join(", ", HubCatalog.Backbones) + ".", DefaultValueFactory = _ => HubCatalog.Backbones[0] };
    private readonly Option<string> tasks = new("--tasks") { Description = "Names with commas between, or all.", DefaultValueFactory = _ => "all" };
    private readonly Option<string> what = new("--what") { Description = "models, data or both with a comma between.", DefaultValueFactory = _ => "models,data" };
    private readonly Option<string> splits = new("--splits") { Description = "Which images: test, train or both with a comma between.", DefaultValueFactory = _ => "test,train" };
    private readonly Option<bool> offline = new("--offline") { Description = "Leave the network alone; also $HF_HUB_OFFLINE." };
    private readonly Option<string?> endpoint = new("--endpoint") { Description = $"The hub or a mirror of it. Default: $HF_ENDPOINT, or {HubSettings.DefaultEndpoint}." };
    private readonly Option<string?> hubCache = new("--hub-cache") { Description = "The cache that all hub libraries share. Default: $HF_HUB_CACHE, hub in $HF_HOME, or huggingface/hub in the user's cache folder." };
    private readonly Option<int> parallel = new("--parallel") { Description = "Files at a time.", DefaultValueFactory = _ => 4 };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Only say what would be fetched." };
    private readonly Option<bool> quiet = new("--quiet") { Description = "Say nothing but failures." };
    private readonly Option<string> cache = FolderOption.Cache();

    public void AddTo(Command command)
    {
        Option[] all = [suite, backbone, tasks, what, splits, offline, endpoint, hubCache, parallel, dryRun, quiet, cache];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A name does not exist or a value cannot be meant.</exception>
    public FetchChoice Read(ParseResult parsed)
    {
        string named = parsed.GetRequiredValue(suite), tower = parsed.GetRequiredValue(backbone);
        if (named != HubCatalog.Suite) throw new UsageException($"Suite '{named}' has nothing on a hub; {HubCatalog.Suite} was expected.");
        if (!HubCatalog.Backbones.Contains(tower)) throw new UsageException($"There is no backbone '{tower}' on the hub; expected one of {string.Join(", ", HubCatalog.Backbones)}.");
        var chosen = parsed.GetRequiredValue(tasks) is "all" ? HubCatalog.Tasks : Names(parsed, tasks, HubCatalog.Tasks);
        var kinds = Names(parsed, what, Kinds);
        var images = Names(parsed, splits, HubCatalog.Splits);
        ImmutableArray<HubRequest> models = kinds.Contains("models") ? [HubCatalog.Base(tower), .. chosen.Select(task => HubCatalog.Expert(tower, task))] : [];
        ImmutableArray<HubRequest> data = kinds.Contains("data") ? [.. chosen.Select(task => HubCatalog.Images(task, images.AsSpan()))] : [];
        return new FetchChoice([.. models, .. data], Settings(parsed), parsed.GetValue(dryRun), parsed.GetValue(quiet));
    }

    private HubSettings Settings(ParseResult parsed)
    {
        if (parsed.GetValue(parallel) < 1) throw new UsageException($"--parallel is {parsed.GetValue(parallel)}; a number above 0 was expected.");
        try
        {
            var environment = HubSettings.FromEnvironment(Path.Combine(parsed.GetRequiredValue(cache), "hub"));
            return environment with
            {
                Endpoint = parsed.GetValue(endpoint) is { } address ? HubSettings.AddressOf(address) : environment.Endpoint,
                Cache = parsed.GetValue(hubCache) ?? environment.Cache,
                Offline = parsed.GetValue(offline) || environment.Offline,
                Parallel = parsed.GetValue(parallel),
            };
        }
        catch (BadInputException fault)
        {
            throw new UsageException(fault.Message);
        }
    }

    private static ImmutableArray<string> Names(ParseResult parsed, Option<string> option, IReadOnlyCollection<string> known)
    {
        var names = parsed.GetRequiredValue(option).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var unknown = names.Where(name => !known.Contains(name)).ToList();
        if (unknown.Count == 0 && names.Length > 0) return [.. known.Where(names.Contains)];
        throw new UsageException($"{option.Name} holds '{string.Join(", ", unknown)}'; some of {string.Join(", ", known)} were expected.");
    }
}
