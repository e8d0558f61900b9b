using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>Every package has a licence that this project may build on, and it is written down.</summary>
public sealed class LicenceTests
{
    private static readonly string[] Allowed = ["Apache-2.0", "BSD-3-Clause", "MIT"];

    // Its files stay under it where they are changed; nothing of ours but the tests stands on such a package.
    private const string AllowedInTests = "MPL-2.0";

    private TemporaryFolder folder = null!;

    [SetUp]
    public void Open() => folder = new();

    [TearDown]
    public void Close() => folder.Dispose();

    /// <summary>What was not restored, as benchmarks/Speed's packages may not be, keeps its line.</summary>
    [Test]
    public void OfEveryPackageIsOnTheList()
    {
        var (packages, listed) = (PackageFolder.OfThisBuild(), LicenceList.Parse(LicenceList.Text));
        var expected = LicenceList.Of(Locked().Select(package => new LicensedPackage(package.Key.Name, package.Key.Version, Licence(package.First().Package), UsedBy(package.Select(entry => entry.Project)))));
        if (expected != LicenceList.Text) File.WriteAllText(RepositoryRoot.At("artifacts", "licences.md"), expected);
        Assert.That(LicenceList.Text, Is.EqualTo(expected), "artifacts/licences.md is the list to put in its place; an unread licence asks for 'dotnet restore' first");

        string Licence(LockedPackage package) => packages.Has(package)
            ? packages.LicenceOf(package)
            : listed.FirstOrDefault(line => (line.Name, line.Version) == (package.Name, package.Version))?.Licence ?? "unread";
    }

    [Test]
    public void IsOneToBuildOn()
    {
        var lines = LicenceList.Parse(LicenceList.Text);
        Assert.That(lines, Has.Length.GreaterThan(50));
        Assert.That(lines.Where(line => !IsAllowed(line)), Is.Empty);
    }

    [TestCase("MIT", "program", true)]
    [TestCase("MS-PL OR Apache-2.0", "program", true)]
    [TestCase("BSD-3-Clause AND MIT", "program", true)]
    [TestCase("BSD-3-Clause AND GPL-3.0-only", "program", false)]
    [TestCase("MPL-2.0", "tests", true)]
    [TestCase("MPL-2.0", "program", false)]
    [TestCase("GPL-3.0-only", "tests", false)]
    [TestCase("unread", "speed", false)]
    public void IsJudgedByItsParts(string licence, string usedBy, bool allowed) => Assert.That(IsAllowed(new("package", "1.0.0", licence, usedBy)), Is.EqualTo(allowed));

    [TestCase("""<license type="expression">MS-PL OR Apache-2.0</license>""", null, "MS-PL OR Apache-2.0")]
    [TestCase("""<license type="file">LICENSE.md</license>""", "Permission is hereby granted, free of\n charge, to any person obtaining a copy of this software and associated documentation files", "MIT")]
    [TestCase("""<license type="expression">MIT</license>""", "Mozilla Public License, version 2.0", "MIT AND MPL-2.0")]
    [TestCase("""<license type="file">LICENSE.md</license>""", "All rights reserved.", "unknown: LICENSE.md")]
    [TestCase("<licenseUrl>https://example.org/licence</licenseUrl>", null, "unknown: https://example.org/licence")]
    [TestCase("", null, "unstated")]
    public void IsReadFromThePackage(string stated, string? file, string licence)
    {
        var package = new LockedPackage("Some.Package", "1.0.0-Beta", IsDirect: true, "");
        var place = Directory.CreateDirectory(Path.Combine(folder.Path, "some.package", "1.0.0-beta")).FullName;
        File.WriteAllText(Path.Combine(place, "some.package.nuspec"), $"""<package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd"><metadata>{stated}</metadata></package>""");
        if (file is not null) File.WriteAllText(Path.Combine(place, "LICENSE.md"), file);
        Assert.That(new PackageFolder(folder.Path).LicenceOf(package), Is.EqualTo(licence));
    }

    [Test]
    public void IsReadBackFromTheList()
    {
        ImmutableArray<LicensedPackage> lines = [new("A", "1.0.0", "MIT", "program"), new("B", "2.0.0", "MS-PL OR Apache-2.0", "tests")];
        Assert.That(LicenceList.Parse(LicenceList.Of(lines)), Is.EqualTo(lines));
    }

    private static IEnumerable<IGrouping<(string Name, string Version), (string Project, LockedPackage Package)>> Locked() =>
        LockFile.All.SelectMany(file => file.Packages.Select(package => (file.Project, Package: package)))
            .GroupBy(entry => (entry.Package.Name, entry.Package.Version)).OrderBy(package => package.Key.Name, StringComparer.OrdinalIgnoreCase).ThenBy(package => package.Key.Version, StringComparer.Ordinal);

    private static string UsedBy(IEnumerable<string> projects)
    {
        var names = projects.Select(Path.GetFileNameWithoutExtension).ToList();
        string[] apart = ["SurgeryBench.Tests", "SurgeryBench.Speed"];
        return names.Except(apart).Any() ? "program" : names.Contains(apart[0]) ? "tests" : "speed";
    }

    private static bool IsAllowed(LicensedPackage line) => line.Licence.Split(" AND ").All(part => part.Split(" OR ").Any(name => IsAllowed(name, line.UsedBy)));

    private static bool IsAllowed(string name, string usedBy) => Allowed.Contains(name) || (name == AllowedInTests && usedBy == "tests");
}
