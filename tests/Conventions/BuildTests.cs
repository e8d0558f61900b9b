using System.Diagnostics;
using System.Runtime.Versioning;
using System.Xml.Linq;
using NUnit.Framework;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Conventions;

[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
internal sealed class BuildTests
{
    private static readonly string[] Verbs = ["build", "test", "soak", "fuzz", "bench", "bench-all", "report", "paper", "speed", "ratios", "full-size", "nightly", "format", "format-fix", "clean", "help"];

    [Test]
    public void A_run_without_failures_is_counted_and_succeeds() =>
        Assert.That(Count(Trx(total: 12, passed: 9, failed: 0)), Is.EqualTo(("9 passed, 0 failed, 3 skipped", 0)));

    [Test]
    public void A_failed_test_is_counted_and_fails_the_run() =>
        Assert.That(Count(Trx(total: 12, passed: 9, failed: 2)), Is.EqualTo(("9 passed, 2 failed, 1 skipped", 1)));

    [Test]
    public void A_run_of_no_test_fails() =>
        Assert.That(Count(Trx(total: 0, passed: 0, failed: 0)), Is.EqualTo(("0 passed, 0 failed, 0 skipped", 1)));

    [Test]
    public void A_run_that_only_skips_fails() =>
        Assert.That(Count(Trx(total: 4, passed: 0, failed: 0)), Is.EqualTo(("0 passed, 0 failed, 4 skipped", 1)));

    [Test]
    public void A_run_that_left_no_counters_fails() =>
        Assert.That(Count("<TestRun></TestRun>"), Is.EqualTo(("0 passed, 0 failed, 0 skipped", 1)));

    [Test]
    public void A_run_that_left_no_file_fails() =>
        Assert.That(Run("eng/test.sh", "--count", "no-such-file.trx"), Is.EqualTo(("0 passed, 0 failed, 0 skipped", 1)));

    [Test]
    public void Every_verb_of_the_makefile_is_documented_and_there()
    {
        var rules = File.ReadAllLines(RepositoryRoot.At("Makefile")).Where(line => line.Length > 0 && char.IsLetter(line[0]) && line.Contains(':'));
        var documented = rules.Where(line => line.Contains("## ", StringComparison.Ordinal)).Select(line => line.Split(':')[0]);
        Assert.That(documented, Is.EqualTo(Verbs));
    }

    [TestCase("bench", "none,surgery,surgery-v2")]
    [TestCase("bench-all", "none,surgery,surgery-v2")]
    [TestCase("paper", "none,surgery,surgery-v2")]
    public void The_verbs_that_run_make_the_papers_repairs(string verb, string repairs) =>
        Assert.That(Start("make", "-n", verb, "REPAIRS=").Output, Does.Contain($"--repairs '{repairs}'"));

    [Test]
    public void The_msbuild_verbs_are_there()
    {
        var project = XDocument.Load(RepositoryRoot.At("eng", "bench.proj"));
        string[] verbs = ["Bench", "PaperTables", "Report", "Nightly", "Test"];
        Assert.That(project.Root!.Elements("Target").Select(target => target.Attribute("Name")!.Value), Is.SupersetOf(verbs));
    }

    [Test]
    public void The_makefile_calls_the_scripts_and_projects_that_exist()
    {
        var makefile = File.ReadAllText(RepositoryRoot.At("Makefile"));
        string[] called = ["eng/test.sh", "eng/nightly.sh", "benchmarks/Accuracy", "benchmarks/Speed", "SurgeryBench.slnx"];
        Assert.Multiple(() =>
        {
            foreach (var path in called)
            {
                Assert.That(makefile, Does.Contain(path));
                Assert.That(Path.Exists(RepositoryRoot.At(path)), path);
            }
        });
    }

    [Test]
    public void Continuous_integration_calls_make_test() =>
        Assert.That(File.ReadAllLines(RepositoryRoot.At(".ci", "run"))[^1], Is.EqualTo("exec make test"));

    [Test]
    public void Continuous_integration_restores_what_the_lock_files_hold() =>
        Assert.That(File.ReadAllLines(RepositoryRoot.At(".ci", "run")), Has.Member("export CI=true"));

    [TestCase(".ci/run")]
    [TestCase("eng/test.sh")]
    [TestCase("eng/nightly.sh")]
    [TestCase("eng/browser.sh")]
    [TestCase("eng/slurm/test/install.sh")]
    [TestCase("eng/slurm/test/cluster.sh")]
    public void Scripts_may_be_executed(string path) =>
        Assert.That(File.GetUnixFileMode(RepositoryRoot.At(path)).HasFlag(UnixFileMode.UserExecute));

    private static string Trx(int total, int passed, int failed) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun id="1" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <ResultSummary outcome="Completed">
            <Counters total="{total}" executed="{passed + failed}" passed="{passed}" failed="{failed}" error="0" timeout="0" aborted="0" inconclusive="0" passedButRunAborted="0" notRunnable="0" notExecuted="0" />
            <Output><StdOut>&lt;Counters total="77" passed="77" failed="77" /&gt;</StdOut></Output>
          </ResultSummary>
        </TestRun>
        """;

    private static (string Line, int Status) Count(string trx)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "tests.trx");
        File.WriteAllText(file, trx);
        return Run("eng/test.sh", "--count", file);
    }

    private static (string Output, int Status) Run(string script, params string[] arguments) => Start("bash", [RepositoryRoot.At(script), .. arguments]);

    private static (string Output, int Status) Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = RepositoryRoot.Directory };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return (output, process.ExitCode);
    }
}
