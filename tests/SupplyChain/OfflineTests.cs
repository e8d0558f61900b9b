using System.Diagnostics;
using System.Runtime.Versioning;
using NUnit.Framework;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>How eng/test.sh runs the tests: where the system permits it, in a network that has the loopback alone.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class OfflineTests
{
    private const string NotPermitted = "eng/test.sh: this system permits no network namespace; the tests run with the network as it is.\n";

    private TemporaryFolder path = null!;

    [SetUp]
    public void Open() => path = new();

    [TearDown]
    public void Close() => path.Dispose();

    [Test]
    public void Has_the_loopback_alone()
    {
        var permitted = Start("unshare", "-n", "true").Status == 0 || Start("unshare", "-rn", "true").Status == 0;
        var (status, output, error) = Offline("cat", "/proc/net/dev");
        Assert.That((status, error), Is.EqualTo((0, permitted ? "" : NotPermitted)));
        if (permitted) Assert.That(output.Split('\n').Skip(2).Where(line => line.Length > 0).Select(line => line.Split(':')[0].Trim()), Is.EqualTo(new[] { "lo" }));
    }

    [Test]
    public void Has_a_loopback_that_answers() =>
        Assert.That(Offline("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/1").Error, Does.Contain("Connection refused").And.Not.Contain("unreachable"));

    [Test]
    public void Says_so_where_it_is_not_permitted()
    {
        Refuse("unshare");
        Assert.That(Offline("echo", "here"), Is.EqualTo((0, "here\n", NotPermitted)));
    }

    /// <summary>Without iproute2.</summary>
    [Test]
    public void Raises_the_loopback_with_what_every_debian_has()
    {
        Refuse("ip");
        Has_the_loopback_alone();
        Has_a_loopback_that_answers();
    }

    [TestCase(0)]
    [TestCase(7)]
    public void Hands_on_the_status(int status) => Assert.That(Offline("sh", "-c", $"exit {status}").Status, Is.EqualTo(status));

    [Test]
    public void Hands_on_arguments_as_they_are() => Assert.That(Offline("printf", "[%s]", "a b", "$c", "*").Output, Is.EqualTo("[a b][$c][*]"));

    [Test]
    public void Is_how_the_tests_are_run() => Assert.That(File.ReadAllText(RepositoryRoot.At("eng", "test.sh")), Does.Contain("\noffline dotnet test "));

    private void Refuse(string program)
    {
        var file = Path.Combine(path.Path, program);
        File.WriteAllText(file, "#!/bin/sh\nexit 1\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private (int Status, string Output, string Error) Offline(params string[] command) => Start("bash", [RepositoryRoot.At("eng", "test.sh"), "--offline", .. command]);

    private (int Status, string Output, string Error) Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{path.Path}{Path.PathSeparator}{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
