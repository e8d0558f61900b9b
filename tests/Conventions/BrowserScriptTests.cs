using System.Diagnostics;
using System.Runtime.Versioning;
using NUnit.Framework;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Conventions;

/// <summary>eng/browser.sh on machines that have no browser: with a PATH of the test's own making.</summary>
[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
internal sealed class BrowserScriptTests
{
    private const string Root = "echo 0", Somebody = "echo 1000";

    private TemporaryFolder path = null!;

    [SetUp]
    public void MakeAPathWithoutBrowser()
    {
        path = new();
        foreach (var tool in new[] { "bash", "mktemp", "rm", "grep", "head", "touch", "chmod" }) File.CreateSymbolicLink(Path.Combine(path.Path, tool), Which(tool));
    }

    [TearDown]
    public void Clean() => path.Dispose();

    [Test]
    public void Finds_a_browser_that_is_there()
    {
        Add("chromium", "exit 9");
        Add("chromedriver", "exit 9");
        Assert.That(Start(), Is.EqualTo((0, "", "")));
    }

    [Test]
    public void Says_so_where_packages_cannot_be_installed() =>
        Assert.That(Start(), Is.EqualTo((1, "", "eng/browser.sh: chromium and chromedriver are not on the PATH; the tests of the report page need both.\n")));

    [Test]
    public void Says_what_root_has_to_do()
    {
        Add("apt-get", "exit 9");
        Add("id", Somebody);
        Assert.That(Start(), Is.EqualTo((1, "", "eng/browser.sh: chromium is missing; run 'apt-get install chromium chromium-driver' as root.\n")));
    }

    [Test]
    public void Says_why_an_installation_failed()
    {
        Add("apt-get", "echo 'Reading lists'; echo 'E: Unable to locate package chromium'; exit 100");
        Add("id", Root);
        Assert.That(Start(), Is.EqualTo((1, "Installing chromium and chromium-driver.\n", "eng/browser.sh: apt-get could not install chromium and chromium-driver: E: Unable to locate package chromium\n")));
    }

    [Test]
    public void Installs_both_packages_as_root()
    {
        Add("apt-get", $"case \"$*\" in *'install -y --no-install-recommends chromium chromium-driver') cd '{path.Path}'; touch chromium chromedriver; chmod +x chromium chromedriver;; esac");
        Add("id", Root);
        Assert.That(Start(), Is.EqualTo((0, "Installing chromium and chromium-driver.\n", "")));
    }

    private void Add(string program, string script)
    {
        var file = Path.Combine(path.Path, program);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private (int Status, string Output, string Error) Start()
    {
        var start = new ProcessStartInfo(Which("bash"), [RepositoryRoot.At("eng", "browser.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = path.Path;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd());
        process.WaitForExit();
        return (process.ExitCode, output, error);
    }

    private static string Which(string tool) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, tool)).First(File.Exists);
}
