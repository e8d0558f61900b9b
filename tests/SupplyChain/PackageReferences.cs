using System.Collections.Immutable;
using System.Xml.Linq;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>What project files ask for on Linux without CUDA, and the versions that are pinned for all of them.</summary>
internal static class PackageReferences
{
    private const string Torch = "../../eng/Torch.targets";

    /// <summary>Versions by name, from Directory.Packages.props.</summary>
    public static IReadOnlyDictionary<string, string> Pins { get; } = XDocument.Load(RepositoryRoot.At("Directory.Packages.props")).Descendants("PackageVersion")
        .ToDictionary(pin => pin.Attribute("Include")!.Value, pin => pin.Attribute("Version")!.Value);

    /// <summary>Names that a project refers to, those of the files it is built with included.</summary>
    public static ImmutableArray<string> Of(string project)
    {
        var document = XDocument.Load(project);
        var names = NamesIn(document).Concat(NamesIn(XDocument.Load(RepositoryRoot.At("Directory.Build.props"))));
        var isOverTorch = document.Descendants("Import").Any(import => import.Attribute("Project")!.Value == Torch);
        return [.. isOverTorch ? names.Concat(NamesIn(XDocument.Load(RepositoryRoot.At("eng", "Torch.targets")))) : names];
    }

    private static IEnumerable<string> NamesIn(XDocument document) => document.Descendants("PackageReference").Where(IsOfThisBuild)
        .Select(reference => reference.Attribute("Include")!.Value.Replace("$(TorchPlatform)", "linux-x64", StringComparison.Ordinal));

    private static bool IsOfThisBuild(XElement reference) => reference.Parent!.Attribute("Condition")?.Value is not { } condition || condition.Contains("'cpu'", StringComparison.Ordinal);
}
