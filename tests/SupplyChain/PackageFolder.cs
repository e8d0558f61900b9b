using System.Collections.Immutable;
using System.Text.Json;
using System.Xml.Linq;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>Packages as they were restored, and what they say of their licence.</summary>
/// <param name="root">Has a folder a package, with a folder a version.</param>
internal sealed class PackageFolder(string root)
{
    // Where a package says by address alone.
    private static readonly ImmutableDictionary<string, string> Addresses = ImmutableDictionary<string, string>.Empty
        .Add("https://github.com/MiloszKrajewski/K4os.Compression.LZ4/blob/master/LICENSE?raw=true", "MIT");

    /// <summary>The folder that the tests were restored to.</summary>
    public static PackageFolder OfThisBuild()
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(RepositoryRoot.At("artifacts", "obj", "SurgeryBench.Tests", "project.assets.json")));
        return new(assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name);
    }

    /// <summary>Whether a package was restored.</summary>
    public bool Has(LockedPackage package) => Directory.Exists(PathOf(package));

    /// <summary>
    /// An SPDX expression: the licence that the package's .nuspec states by name or address, and those of the licence files in it. Says what
    /// is not known where it is none.
    /// </summary>
    public string LicenceOf(LockedPackage package)
    {
        var metadata = XDocument.Load(Path.Combine(PathOf(package), $"{Lower(package.Name)}.nuspec")).Descendants().Where(element => element.Name.LocalName is "license" or "licenseUrl").ToList();
        var names = Stated(metadata).Concat(Directory.EnumerateFiles(PathOf(package)).Where(IsLicence).SelectMany(NamesIn)).Distinct().Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "unstated" : string.Join(" AND ", names);
    }

    private static IEnumerable<string> Stated(List<XElement> metadata) => metadata.Find(element => element.Name.LocalName == "license") is { } licence
        ? licence.Attribute("type")?.Value == "expression" ? [licence.Value] : []
        : metadata.Select(element => Addresses.GetValueOrDefault(element.Value, $"unknown: {element.Value}"));

    private static bool IsLicence(string path) => Path.GetFileName(path).StartsWith("licen", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> NamesIn(string path) => LicenceText.NamesIn(File.ReadAllText(path)) is { IsEmpty: false } names ? names : [$"unknown: {Path.GetFileName(path)}"];

    private string PathOf(LockedPackage package) => Path.Combine(root, Lower(package.Name), Lower(package.Version));

    // As NuGet names its folders.
    private static string Lower(string name) => name.ToLowerInvariant();
}
