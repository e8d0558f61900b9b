using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Datasets.Folder;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Experts;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary>The options that say which rows on which suite: shared by all verbs that merge or score.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string> suite = new("--suite") { Description = "mini8; mini8-nonlocal, whose experts come from two foundations; mini8-clients, one task shared out among clients; folder8 with --data; clip8, which 'surgerybench fetch' brings.", DefaultValueFactory = _ => "mini8" };
    private readonly Option<string?> backbone = new("--backbone") { Description = "The encoder. Default: vit-mini, for clip8 vit-b-32." };
    private readonly Option<string?> family = new("--family") { Description = "Which experts: trained; for clip8 hf, ta with --checkpoints, own with --base or --any-size. Default: what goes with the rest." };
    private readonly Option<string> methods, repairs;
    private readonly Option<string> seeds = new("--seeds") { Description = "Whole numbers with commas between.", DefaultValueFactory = _ => "0" };
    private readonly Option<string> device = new("--device") { Description = "cpu, cuda or cuda:N.", DefaultValueFactory = _ => "cpu" };
    private readonly Option<string> precision = new("--precision") { Description = "What encoders compute in: fp32, tf32 (GPUs) or bf16. Other than fp32 is part of a record's key and has tables of its own.", DefaultValueFactory = _ => Precision.Full };
    private readonly Option<bool> inductive = new("--inductive") { Description = "Run what adapts to unlabelled test images (transductive, as published) a second time on unlabelled training images. Tables have a column for each." };
    private readonly Option<string> shard = new("--shard") { Description = "i/n: the i-th of n parts that take about as long, i from 0.", DefaultValueFactory = _ => "0/1" };
    private readonly Option<string[]> set = new("--set") { Description = "name.Field=value changes a setting, e.g. ties.Density=0.1; repeatable." };
    private readonly Option<int> threads = new("--threads") { Description = "Runs, or what else there is to do, at a time, each on one core. Results do not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<string?> data = new("--data") { Description = "folder8: a folder with one folder a task." };
    private readonly Option<string?> name = new("--name") { Description = "folder8: what the suite is called in tables; default the folder's name." };
    private readonly Option<string?> pretrain = new("--pretrain") { Description = "folder8: images to train a base on; default the folder 'extra' in --data." };
    private readonly Option<string?> fine = new("--fine-labels") { Description = "folder8: tasks that keep their own classes although coarser ones stand beside." };
    private readonly Option<string?> checkpoints = new("--checkpoints") { Description = "clip8, family ta: the folder with the papers' files, e.g. DIR/ViT-B-32/zeroshot.pt." };
    private readonly Option<bool> anySize = new("--any-size") { Description = "clip8: accept test sets and towers of other sizes than the published ones, for mirrors of small data." };
    private readonly HubOptions hub = new();
    private readonly bool runs;
    private readonly Option<double> share = new("--training-share") { Description = "Share of the usual training of base, experts and MTL, for trying things out; 1 for results that count.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> results = FolderOption.Out();
    private readonly Option<string> cache = FolderOption.Cache();

    /// <summary>Options of a verb.</summary>
    /// <param name="methods">The methods taken when none is named; null if one has to be.</param>
    /// <param name="repairs">The repairs taken when none is named.</param>
    /// <param name="results">What <c>--out</c> means; null for where records go.</param>
    /// <param name="runs">Whether the verb runs rows, and so may run some inductively.</param>
    public SelectionOptions(string? methods = "all", string repairs = "all", string? results = null, bool runs = false)
    {
        this.runs = runs;
        precision.AcceptOnlyFromAmong([.. Precision.Names]);
        this.methods = new("--methods") { Description = "Names with commas between, or all.", Required = methods is null };
        if (methods is not null) this.methods.DefaultValueFactory = _ => methods;
        this.repairs = new("--repairs") { Description = "Names with commas between (none among them), or all.", DefaultValueFactory = _ => repairs };
        if (results is not null) this.results = new Option<string>("--out") { Description = results, DefaultValueFactory = this.results.DefaultValueFactory };
    }

    public void AddTo(Command command)
    {
        Option[] all = [suite, backbone, family, methods, repairs, seeds, device, precision, shard, set, data, name, pretrain, fine, checkpoints, anySize, share, results, cache, threads];
        foreach (var option in all) command.Options.Add(option);
        if (runs) command.Options.Add(inductive);
        hub.AddTo(command);
    }

    /// <summary>Reads the options; what they name is checked by the plan.</summary>
    /// <exception cref="UsageException">A number is none.</exception>
    public Selection Read(ParseResult parsed) => Read(parsed, IsClip(parsed) ? ClipOf(parsed) : null);

    private Selection Read(ParseResult parsed, ClipSelection? clip) => new()
    {
        Suite = parsed.GetRequiredValue(suite),
        Backbone = BackboneOf(parsed),
        Family = parsed.GetValue(family) ?? clip?.Family ?? TrainedZoos.FamilyName,
        Methods = Names(parsed.GetRequiredValue(methods)),
        Repairs = Names(parsed.GetRequiredValue(repairs)),
        Seeds = [.. Names(parsed.GetRequiredValue(seeds)).Select(text => Whole("--seeds", text)).Distinct()],
        Device = parsed.GetRequiredValue(device),
        Precision = parsed.GetRequiredValue(precision),
        Inductive = parsed.GetValue(inductive),
        Shard = Shards(parsed.GetRequiredValue(shard)),
        Settings = [.. parsed.GetValue(set) ?? []],
        Folder = parsed.GetValue(data) is { } path ? FolderOf(parsed, path) : null,
        Clip = clip,
        TrainingShare = parsed.GetValue(share) is > 0 and <= 1 and var part ? part : throw new UsageException("--training-share is a number above 0, at most 1."),
        Results = parsed.GetRequiredValue(results),
        Cache = parsed.GetRequiredValue(cache),
        Threads = parsed.GetValue(threads) is var count and > 0 ? count : throw new UsageException($"--threads is {parsed.GetValue(threads)}; a number above 0 was expected."),
    };

    private bool IsClip(ParseResult parsed) => parsed.GetRequiredValue(suite) == ClipSuite.SuiteName;

    private string BackboneOf(ParseResult parsed) => parsed.GetValue(backbone) ?? (IsClip(parsed) ? HubCatalog.Backbones[0] : "vit-mini");

    private ClipSelection ClipOf(ParseResult parsed) => new(
        hub.Settings(parsed, parsed.GetRequiredValue(cache)), hub.Models(parsed, BackboneOf(parsed)), hub.AreModelsNamed(parsed))
    {
        Checkpoints = parsed.GetValue(checkpoints),
        AnySize = parsed.GetValue(anySize),
    };

    private FolderOptions FolderOf(ParseResult parsed, string path) => new(path)
    {
        Name = parsed.GetValue(name),
        PretrainingPath = parsed.GetValue(pretrain),
        FineLabels = [.. Names(parsed.GetValue(fine) ?? "")],
    };

    private static ImmutableArray<string> Names(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static (int Index, int Count) Shards(string text)
    {
        if (text.Split('/') is [var first, var second] && Whole("--shard", first) is var index && Whole("--shard", second) is var count && index < count) return (index, count);
        throw new UsageException($"--shard is '{text}'; i/n with i below n was expected, e.g. 0/4.");
    }

    private static int Whole(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"{option} holds '{text}'; a whole number from 0 was expected.");
}
