using System.Xml.Linq;
using NUnit.Framework;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Conventions;

/// <summary>Arrows point one way: Core, then Models, Methods and Datasets, then Experts, Evaluation and Results, then Reporting, then the programs.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly string[][] Layers = [["Core"], ["Models", "Methods", "Datasets"], ["Experts", "Evaluation", "Results"], ["Reporting"], ["Accuracy", "Speed"]];

    private static readonly string[] Projects =
        [.. new[] { "src", "benchmarks" }.SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.At(folder), "*.csproj", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];

    [Test]
    public void FindsTheProjects() => Assert.That(Projects.Select(NameOf), Is.SupersetOf(Layers[..4].SelectMany(layer => layer)));

    [TestCaseSource(nameof(Projects))]
    public void RefersToLowerLayersOnly(string project) => Assert.That(Faults(NameOf(project), References(XDocument.Load(project))), Is.Empty);

    [Test]
    public void KeepsMethodsFreeOfEverythingButCore() =>
        Assert.That(References(XDocument.Load(RepositoryRoot.At("src", "Methods", "SurgeryBench.Methods.csproj"))), Is.EqualTo(new[] { "Core" }));

    [TestCase("Core", "Models")]
    [TestCase("Methods", "Models")]
    [TestCase("Results", "Evaluation")]
    [TestCase("Experts", "Reporting")]
    [TestCase("Reporting", "Accuracy")]
    [TestCase("Reporting", "Unheard")]
    [TestCase("Unheard", "Core")]
    public void FindsFaultWithAnArrowThatPointsElsewhere(string project, string reference)
    {
        var document = XDocument.Parse($"""<Project><ItemGroup><ProjectReference Include="..\{reference}\SurgeryBench.{reference}.csproj" /></ItemGroup></Project>""");
        Assert.That(Faults(project, References(document)), Has.Length.EqualTo(1));
    }

    private static string[] Faults(string project, IEnumerable<string> references) =>
        [.. references.Where(reference => LayerOf(project) < 0 || LayerOf(reference) < 0 || LayerOf(reference) >= LayerOf(project)).Select(reference => $"{project} -> {reference}")];

    private static int LayerOf(string project) => Array.FindIndex(Layers, layer => layer.Contains(project));

    private static string[] References(XDocument project) =>
        [.. project.Descendants("ProjectReference").Select(reference => NameOf(reference.Attribute("Include")!.Value.Replace('\\', '/')))];

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path)["SurgeryBench.".Length..];
}
