using System.Xml.Linq;
using NUnit.Framework;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>
/// nuget.config says by name which source packages come from. It adds and clears none: where a source lies, and whether a mirror stands in
/// for it, is for the machine to say.
/// </summary>
public sealed class PackageSourceTests
{
    private static readonly XElement Configuration = XDocument.Load(RepositoryRoot.At("nuget.config")).Root!;

    [Test]
    public void MapsEveryPackageToOneSource()
    {
        var sources = Configuration.Element("packageSourceMapping")!.Elements("packageSource").ToList();
        Assert.That(sources.Select(source => source.Attribute("key")!.Value), Is.EqualTo(new[] { "nuget.org" }));
        Assert.That(sources.Elements("package").Select(package => package.Attribute("pattern")!.Value), Is.EqualTo(new[] { "*" }));
    }

    [Test]
    public void LeavesTheMachinesSourcesAsTheyAre() => Assert.That(Configuration.Elements().Select(section => section.Name.LocalName), Is.EqualTo(new[] { "packageSourceMapping" }));

    [Test]
    public void NamesNoHost() => Assert.That(Configuration.ToString(), Does.Not.Contain("://"));
}
