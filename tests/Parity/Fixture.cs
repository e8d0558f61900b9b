using System.Text.Json;
using SurgeryBench.Core;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Parity;

/// <summary>
/// One folder of golden numbers. Everything a test needs to know, shapes, settings and tolerances, comes from the folder, so that the
/// same tests run on other sets: SURGERYBENCH_FIXTURES names one laid out alike.
/// </summary>
internal sealed class Fixture
{
    private readonly string folder;

    private Fixture(string folder)
    {
        this.folder = folder;
        Description = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "description.json"))).RootElement;
    }

    public JsonElement Description { get; }

    public JsonElement Settings => Description.GetProperty("hyperparameters");

    public static string Root => Environment.GetEnvironmentVariable("SURGERYBENCH_FIXTURES") is { Length: > 0 } named
        ? named
        : RepositoryRoot.At("tests", "Fixtures");

    public static Fixture Open(string name) => new(Path.Combine(Root, name));

    public Weights Load(string file) => SafetensorsFile.Load(PathOf(file));

    public string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([folder, .. parts]);

    /// <summary>The free text of a safetensors file.</summary>
    public string Metadata(string file, string key)
    {
        using var open = SafetensorsFile.Open(Path.Combine(folder, file));
        return open.Metadata[key];
    }

    /// <summary>The one file whose name begins so.</summary>
    public string FileStartingWith(string prefix) =>
        Description.GetProperty("files").EnumerateObject().Select(file => file.Name).Single(name => name.StartsWith(prefix, StringComparison.Ordinal));

    public string Text(string file) => File.ReadAllText(PathOf(file));

    public int Int(string setting) => Settings.GetProperty(setting).GetInt32();

    /// <summary>The one tolerance whose name begins so.</summary>
    public Tolerance ToleranceStartingWith(string prefix) =>
        Tolerance(Description.GetProperty("tolerance").EnumerateObject().Single(one => one.Name.StartsWith(prefix, StringComparison.Ordinal)).Name);

    public Tolerance Tolerance(string name) => Parity.Tolerance.Parse(Description.GetProperty("tolerance").GetProperty(name).GetString()!);
}
