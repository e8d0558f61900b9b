using System.Text.RegularExpressions;
using NUnit.Framework;
using SurgeryBench.Core.Files;
using SurgeryBench.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>Several processes on one results folder and one cache.</summary>
public sealed partial class SharedResultsTests
{
    private const int Processes = 4;

    [Test]
    public async Task DoEachRunOnceBetweenThem()
    {
        using var suite = new TinySuite();
        string[] rows = ["--methods", "weight-averaging,task-arithmetic,ties,magmax,slerp,karcher", "--repairs", "none,surgery,surgery-v2", "--set", "surgery.Iterations=8", "--set", "surgery-v2.Iterations=8"];
        const int Runs = 6 * 3;
        var told = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => TextOf(suite.Command("run", rows))));
        Assert.That(new RunStore(suite.Results).All(), Has.Count.EqualTo(Runs));
        var finished = told.SelectMany(text => Finished().Matches(text)).Select(match => match.Groups[1].Value).ToList();
        Assert.That(finished, Is.Unique, "a run was done twice");
        Assert.That(finished, Has.Count.EqualTo(Runs), string.Concat(told));
        Assert.That(Directory.EnumerateFiles(suite.Results, "*" + DraftFile.Ending, SearchOption.AllDirectories), Is.Empty);
    }

    private static async Task<string> TextOf(string[] command)
    {
        using var process = CommandLineProgram.Start(command);
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, texts[1]);
        return texts[1];
    }

    [GeneratedRegex(@"\] (.+): [0-9.]+ ?% average accuracy")]
    private static partial Regex Finished();
}
