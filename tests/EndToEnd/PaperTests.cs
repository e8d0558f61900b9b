using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Tests.Reporting.Paper;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.EndToEnd;

public sealed class PaperTests
{
    [Test]
    public async Task PrintsThePublishedSideWithoutAnyRecord([Values("vit-b-32", "vit-b-16", "vit-l-14")] string backbone, [Values("table", "markdown", "csv")] string format)
    {
        using var folder = new TemporaryFolder();
        var outcome = await CommandLineProgram.Run("paper", "--backbone", backbone, "--format", format, "--out", folder.Path);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Output, Does.Contain("task-arithmetic").And.Contain("surgery-v2").And.Contain(backbone));
        string[] tables = [.. from family in new[] { "ta", "hf" } from ending in new[] { "csv", "long.csv", "md", "tex" } select $"paper.{family}.{backbone}.{ending}"];
        Assert.That(folder.Files.Select(Path.GetFileName), Is.EquivalentTo([.. tables, "paper.parameters.csv", "paper.parameters.md", "paper.parameters.tex"]));
    }

    [Test]
    public async Task SetsOursBesideThePublished()
    {
        using var folder = new TemporaryFolder();
        foreach (var record in PaperSweep.Records) new SurgeryBench.Results.RunStore(folder.Path).Write(record);
        var outcome = await CommandLineProgram.Run("paper", "--backbone", "vit-b-32", "--family", "ta", "--format", "csv", "--out", folder.Path);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Output, Does.Contain("\nvit-b-32,ta,task-arithmetic,none,2,55.3000,55.2,0.1000,").And.Not.Contain(",hf,"));
        Assert.That(File.Exists(Path.Combine(folder.Path, "figures", "paper.ta.vit-b-32.agreement.svg")));
    }

    [Test]
    public async Task CountsTheParametersAsPublished()
    {
        using var folder = new TemporaryFolder();
        await CommandLineProgram.Run("paper", "--backbone", "vit-b-32", "--out", folder.Path);
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "tables", "paper.parameters.csv"));
        Assert.That(lines, Does.Contain("vit-b-32,surgery,16,1,16384,8,131072,87849216,0.001492"));
        foreach (var (tower, parameters) in new[] { ("vit-b-32", "311296,8,2490368"), ("vit-b-16", "311296,8,2490368"), ("vit-l-14", "202752,8,1622016") })
        {
            Assert.That(lines.Count(line => line.StartsWith($"{tower},surgery,", StringComparison.Ordinal) && line.Contains(parameters, StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(lines.Count(line => line.StartsWith($"{tower},surgery-v2,", StringComparison.Ordinal) && line.Contains(parameters, StringComparison.Ordinal)), Is.EqualTo(1));
        }
    }

    [TestCase("--backbone", "vit-mini")]
    [TestCase("--backbone", "vit-b-32", "--family", "trained")]
    [TestCase("--backbone", "vit-b-32", "--format", "html")]
    [TestCase]
    public async Task RefusesWhatDoesNotExist(params string[] args)
    {
        using var folder = new TemporaryFolder();
        var outcome = await CommandLineProgram.Run(["paper", .. args, "--out", folder.Path]);
        Assert.That((outcome.Code, outcome.Error.StartsWith("surgerybench: ", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), outcome.Error);
        Assert.That(folder.Files, Is.Empty, "something was written");
    }

    [Test]
    public async Task ExplainsItselfWithExamples() =>
        Assert.That((await CommandLineProgram.Run("paper", "--help")).Output, Does.Contain("Examples:").And.Contain("--family ta"));
}
