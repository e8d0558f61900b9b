using System.Buffers.Text;
using System.Text;
using NUnit.Framework;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>Every project has a lock file, and it fits what the project asks for.</summary>
public sealed class LockFileTests
{
    private const int Sha512Bytes = 64;

    // Other backends and platforms keep lock files of their own, which are written where these are restored; see eng/Torch.props.
    private static readonly string[] OfOtherBuilds = ["TorchSharp-cuda-linux", "TorchSharp-cuda-windows", "libtorch-cpu-win-x64", "libtorch-cpu-osx-arm64"];

    private static readonly LockedPackage Sample = new("NUnit", PackageReferences.Pins["NUnit"], IsDirect: true, Convert.ToBase64String(new byte[Sha512Bytes]));

    [Test]
    public void BelongToEveryProjectThereIs()
    {
        string[] folders = ["src", "benchmarks", "tests"];
        var projects = folders.SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.At(folder), "*.csproj", SearchOption.AllDirectories));
        Assert.That(LockFile.Projects, Is.EquivalentTo(projects));
        Assert.That(LockFile.Projects.Where(project => !File.Exists(LockFile.PathOf(project))), Is.Empty);
    }

    [Test]
    public void HoldWhatTheProjectsAskForAtThePinnedVersions() =>
        Assert.That(LockFile.All.SelectMany(file => Faults(PackageReferences.Of(file.Project), file).Select(fault => $"{file.Project}: {fault}")), Is.Empty);

    [Test]
    public void HoldTheSameContentOfAPackageWhereverItStands()
    {
        var packages = LockFile.All.SelectMany(file => file.Packages).GroupBy(package => (package.Name, package.Version));
        Assert.That(packages.Where(package => package.DistinctBy(entry => entry.Hash).Count() > 1).Select(package => package.Key), Is.Empty);
    }

    [Test]
    public void HoldAllThatIsPinned()
    {
        var locked = LockFile.All.SelectMany(file => file.Packages).Select(package => package.Name);
        Assert.That(PackageReferences.Pins.Keys.Except(locked), Is.EquivalentTo(OfOtherBuilds));
    }

    [Test]
    public void AreReadWhole()
    {
        var packages = LockFile.Parse("""
            { "version": 2, "dependencies": {
              "net10.0": { "A": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "contentHash": "aa==" }, "b": { "type": "Project" } },
              "net10.0/linux-x64": { "C": { "type": "Transitive", "resolved": "2.0.0", "contentHash": "cc==" } } } }
            """);
        Assert.That(packages, Is.EqualTo(new LockedPackage[] { new("A", "1.0.0", true, "aa=="), new("C", "2.0.0", false, "cc==") }));
    }

    [Test]
    public void FitWhereEverythingIsAsPinned() => Assert.That(Faults(["NUnit"], new LockFile("p", [Sample])), Is.Empty);

    [Test]
    public void DoNotFitWhereAPackageIsMissing() => Assert.That(Faults(["NUnit", "TorchSharp"], new LockFile("p", [Sample])), Is.EqualTo(new[] { "TorchSharp is not in the lock file" }));

    [Test]
    public void DoNotFitWhereTheReferenceIsGone() => Assert.That(Faults([], new LockFile("p", [Sample])), Is.EqualTo(new[] { "NUnit is in the lock file, but nothing refers to it" }));

    [Test]
    public void DoNotFitAtAnotherVersion() =>
        Assert.That(Faults(["NUnit"], new LockFile("p", [Sample with { Version = "3.0.0" }])), Is.EqualTo(new[] { $"NUnit is locked at 3.0.0 and pinned at {Sample.Version}" }));

    [TestCase("")]
    [TestCase("aGFzaA==")]
    [TestCase("no hash")]
    public void DoNotFitWithoutAHash(string hash) => Assert.That(Faults(["NUnit"], new LockFile("p", [Sample with { Hash = hash }])), Is.EqualTo(new[] { "NUnit has no SHA-512" }));

    private static string[] Faults(IReadOnlyCollection<string> references, LockFile file)
    {
        var direct = file.Packages.Where(package => package.IsDirect).Select(package => package.Name).Distinct().ToList();
        return
        [
            .. references.Except(direct).Select(name => $"{name} is not in the lock file"),
            .. direct.Except(references).Select(name => $"{name} is in the lock file, but nothing refers to it"),
            .. file.Packages.Where(package => PackageReferences.Pins.GetValueOrDefault(package.Name, package.Version) != package.Version)
                .Select(package => $"{package.Name} is locked at {package.Version} and pinned at {PackageReferences.Pins[package.Name]}"),
            .. file.Packages.Where(package => !IsHash(package.Hash)).Select(package => $"{package.Name} has no SHA-512"),
        ];
    }

    private static bool IsHash(string text) => Base64.IsValid(Encoding.ASCII.GetBytes(text), out var bytes) && bytes == Sha512Bytes;
}
