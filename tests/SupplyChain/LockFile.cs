using System.Collections.Immutable;
using System.Text.Json;
using System.Xml.Linq;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>What a project restores on Linux without CUDA, as its lock file says.</summary>
/// <param name="Project">Path of the project file.</param>
/// <param name="Packages">All of its packages, direct and transitive; those for one platform too.</param>
internal sealed record LockFile(string Project, ImmutableArray<LockedPackage> Packages)
{
    private const string Name = "packages.cpu.linux-x64.lock.json";

    /// <summary>Projects of the solution.</summary>
    public static ImmutableArray<string> Projects { get; } =
        [.. XDocument.Load(RepositoryRoot.At("SurgeryBench.slnx")).Descendants("Project").Select(project => RepositoryRoot.At(project.Attribute("Path")!.Value))];

    /// <summary>The lock files of all projects.</summary>
    public static ImmutableArray<LockFile> All { get; } = [.. Projects.Select(project => new LockFile(project, Parse(File.ReadAllText(PathOf(project)))))];

    /// <summary>Where the lock file of a project lies.</summary>
    public static string PathOf(string project) => Path.Combine(Path.GetDirectoryName(project)!, Name);

    /// <summary>The packages that a lock file's text holds; projects are left out.</summary>
    public static ImmutableArray<LockedPackage> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. from target in document.RootElement.GetProperty("dependencies").EnumerateObject()
               from package in target.Value.EnumerateObject()
               let type = package.Value.GetProperty("type").GetString()
               where type != "Project"
               select new LockedPackage(package.Name, Text(package.Value, "resolved"), type == "Direct", Text(package.Value, "contentHash")),
        ];
    }

    private static string Text(JsonElement package, string property) => package.TryGetProperty(property, out var value) ? value.GetString()! : "";
}
