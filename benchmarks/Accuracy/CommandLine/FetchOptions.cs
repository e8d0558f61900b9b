using System.Collections.Immutable;
using System.CommandLine;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Experts.Published;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary>The options of <c>fetch</c>.</summary>
internal sealed class FetchOptions
{
    private static readonly string[] Kinds = ["models", "data"];

    private readonly Option<string> suite = new("--suite") { Description = "clip8.", DefaultValueFactory = _ => ClipSuite.SuiteName };
    private readonly Option<string> backbone = new("--backbone") { Description = $"{string.Join(", ", HubCatalog.Backbones)}, or any name with --base and --experts.", DefaultValueFactory = _ => HubCatalog.Backbones[0] };
    private readonly Option<string> family = new("--family") { Description = "hf, or ta: the papers' own experts lie in no hub, so that only their base and the images are fetched.", DefaultValueFactory = _ => PublishedModels.HuggingFace };
    private readonly Option<string> tasks = new("--tasks") { Description = "Names with commas between, or all.", DefaultValueFactory = _ => "all" };
    private readonly Option<string> what = new("--what") { Description = "models, data or both with a comma between.", DefaultValueFactory = _ => "models,data" };
    private readonly Option<string> splits = new("--splits") { Description = "Which images: test, train or both with a comma between.", DefaultValueFactory = _ => "test,train" };
    private readonly Option<int> parallel = new("--parallel") { Description = "Files at a time.", DefaultValueFactory = _ => 4 };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Only say what would be fetched." };
    private readonly Option<bool> quiet = new("--quiet") { Description = "Say nothing but failures." };
    private readonly Option<string> cache = FolderOption.Cache();
    private readonly HubOptions hub = new();

    public FetchOptions() => family.AcceptOnlyFromAmong(PublishedModels.HuggingFace, PublishedModels.TaskArithmetic);

    public void AddTo(Command command)
    {
        Option[] all = [suite, backbone, family, tasks, what, splits, parallel, dryRun, quiet, cache];
        foreach (var option in all) command.Options.Add(option);
        hub.AddTo(command);
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A name does not exist or a value cannot be meant.</exception>
    public FetchChoice Read(ParseResult parsed)
    {
        if (parsed.GetRequiredValue(suite) is var named && named != ClipSuite.SuiteName) throw new UsageException($"Suite '{named}' has nothing on a hub; {ClipSuite.SuiteName} was expected.");
        if (parsed.GetValue(parallel) < 1) throw new UsageException($"--parallel is {parsed.GetValue(parallel)}; a number above 0 was expected.");
        var chosen = parsed.GetRequiredValue(tasks) is "all" ? HubCatalog.Tasks : Names(parsed, tasks, HubCatalog.Tasks);
        var kinds = Names(parsed, what, Kinds);
        var images = Names(parsed, splits, HubCatalog.Splits);
        ImmutableArray<HubRequest> models = kinds.Contains("models") ? Models(parsed, chosen) : [];
        ImmutableArray<HubRequest> data = kinds.Contains("data") ? [.. chosen.Select(task => HubCatalog.Images(task, images))] : [];
        var settings = hub.Settings(parsed, parsed.GetRequiredValue(cache)) with { Parallel = parsed.GetValue(parallel) };
        return new FetchChoice([.. models, .. data], settings, parsed.GetValue(dryRun), parsed.GetValue(quiet));
    }

    private ImmutableArray<HubRequest> Models(ParseResult parsed, ImmutableArray<string> chosen)
    {
        var models = hub.Models(parsed, parsed.GetRequiredValue(backbone));
        var arePublished = parsed.GetRequiredValue(family) == PublishedModels.HuggingFace;
        return [models.BaseRequest, .. arePublished ? chosen.Select(models.ExpertRequest) : []];
    }

    private static ImmutableArray<string> Names(ParseResult parsed, Option<string> option, IReadOnlyCollection<string> known)
    {
        var names = parsed.GetRequiredValue(option).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var unknown = names.Where(name => !known.Contains(name)).ToList();
        if (unknown.Count == 0 && names.Length > 0) return [.. known.Where(names.Contains)];
        throw new UsageException($"{option.Name} holds '{string.Join(", ", unknown)}'; some of {string.Join(", ", known)} were expected.");
    }
}
