using System.Text.RegularExpressions;
using NUnit.Framework;
using SurgeryBench.Accuracy.Slurm;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Tests.Datasets.Hub;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>How much memory each verb may hold, on a suite of three tasks and on processes of their own.</summary>
[Platform("Linux")]
public sealed class VerbMemoryTests
{
    // At most a half above what was measured, on two cores. What reads records and names alone never loads libtorch; fetch writes 260 MiB as they
    // come, and keeps none of them.
    private static readonly (string Verb, int Mebibytes)[] Bounds =
    [
        ("run", 490), ("list", 90), ("plan", 260), ("select", 350), ("analyze", 380), ("report", 138), ("paper", 92), ("merge", 360), ("evaluate", 320), ("inspect", 69),
        ("baseline", 72), ("compare", 75), ("submit", 260), ("status", 75), ("fetch", 102), ("clean", 73),
    ];

    [Test]
    public async Task NameEveryVerb()
    {
        var help = (await CommandLineProgram.Run("--help")).Output;
        var verbs = Regex.Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..], @"^  (\w+)", RegexOptions.Multiline).Select(line => line.Groups[1].Value);
        Assert.That(Bounds.Select(bound => bound.Verb), Is.EquivalentTo(verbs));
    }

    /// <summary>In the order of the bounds: first comes what the others look at, last what deletes it.</summary>
    [Test]
    public async Task HoldOnAWholeSession()
    {
        using var suite = new TinySuite();
        await using var hub = await HubSandbox.StartAsync();
        var commands = Commands(suite, hub);
        List<string> faults = [];
        foreach (var (verb, mebibytes) in Bounds)
        {
            var peak = await MeasuredProcess.PeakOf(commands[verb]) >> 20;
            TestContext.Out.WriteLine($"{verb}: {peak} MiB of {mebibytes}");
            if (peak > mebibytes) faults.Add($"{verb} held {peak} MiB; {mebibytes} is its bound");
        }
        Assert.That(faults, Is.Empty);
    }

    private static Dictionary<string, string[]> Commands(TinySuite suite, HubSandbox sandbox)
    {
        var model = Path.Combine(suite.Cache, "exported");
        string[] row = ["--methods", "ties", "--repairs", "surgery-v2", "--set", "surgery-v2.Iterations=4"];
        return new()
        {
            ["run"] = suite.Command("run", "--methods", "ties,adamerging", "--repairs", "none,surgery-v2", "--set", "adamerging.Iterations=4", "--set", "surgery-v2.Iterations=4"),
            ["list"] = ["list", "methods"],
            ["plan"] = suite.Command("plan", row),
            ["select"] = suite.Command("select", "--methods", "task-arithmetic"),
            ["analyze"] = suite.Command("analyze", ["layers", .. row]),
            ["report"] = ["report", "--out", suite.Results],
            ["paper"] = ["paper", "--backbone", "vit-b-32", "--out", suite.Results],
            ["merge"] = Merge(suite.Command("merge", row), model),
            ["evaluate"] = suite.Command("evaluate", model),
            ["inspect"] = ["inspect", RepositoryRoot.At("tests", "Fixtures", "pt_files", "head_zip.pt")],
            ["baseline"] = ["baseline", "--out", suite.Results],
            ["compare"] = ["compare", suite.Results, suite.Results],
            ["submit"] = suite.Command("submit", ["--array", "2", "--dry-run", .. row]),
            ["status"] = Status(suite),
            ["fetch"] = Fetch(sandbox),
            ["clean"] = ["clean", "--out", suite.Results, "--cache", suite.Cache],
        };
    }

    private static string[] Merge(string[] command, string to)
    {
        command[Array.IndexOf(command, "--out") + 1] = to;
        return command;
    }

    // Of a job that is done, since what it was to write is there.
    private static string[] Status(TinySuite suite)
    {
        new SlurmJob { Id = "1", ReportId = "2", Arguments = [], Records = [["tables/methods.md"]] }.Write(suite.Results);
        return ["status", "--out", suite.Results];
    }

    /// <summary>More bytes than a verb that kept them all could hold within its bound.</summary>
    private static string[] Fetch(HubSandbox sandbox)
    {
        var models = HubCatalog.ModelsOf("vit-b-32");
        var foundation = sandbox.Hub.Add(models.BaseRequest.Repository);
        foundation.Put("config.json", HubSandbox.Bytes(100));
        foundation.Put("pytorch_model.bin", new byte[256 << 20], large: true);
        var expert = sandbox.Hub.Add(models.ExpertRequest("mnist").Repository);
        expert.Put("config.json", HubSandbox.Bytes(300));
        expert.Put("model.safetensors", HubSandbox.Bytes(4 << 20), large: true);
        return ["fetch", "--tasks", "mnist", "--what", "models", "--endpoint", sandbox.Hub.Endpoint, "--hub-cache", sandbox.Cache, "--cache", sandbox.Listings];
    }
}
