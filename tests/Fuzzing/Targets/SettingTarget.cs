using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using SurgeryBench.Accuracy.Analyses;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Methods;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Settings of methods, repairs and analyses as <c>--set</c> has them, one a line.</summary>
internal sealed class SettingTarget : FuzzTarget
{
    private static readonly ImmutableArray<(string Name, object Item)> Items =
    [
        .. MethodCatalog.All.Select(method => (method.Name, (object)method)),
        .. RepairCatalog.All.Select(repair => (repair.Name, (object)repair)),
        .. AnalysisCatalog.All.Select(analysis => (analysis.Name, (object)analysis)),
    ];

    public override string Name => "setting";

    public override int Share => 8;

    public override ImmutableArray<byte[]> Words { get; } = JsonWords.With([".", "=", "\n", "ties.", .. Items.SelectMany(item => Fields(item.Item)).Select(field => field.Key).Distinct()]);

    public override bool RefusesInOneLine => false;

    public override bool IsRefusal(Exception fault) => fault is UsageException;

    public override void Read(byte[] input, string folder)
    {
        ImmutableArray<string> texts = [.. Encoding.UTF8.GetString(input).Split('\n')];
        var faults = new List<string>();
        var changes = SettingChange.ParseAll(texts, [.. Items.Select(item => item.Name)], faults);
        foreach (var (name, item) in Items.Where(item => changes.All.Any(change => change.Name == item.Name))) SettingsJson.Of(changes.Apply(item, name));
        if (faults.Count > 0) throw new UsageException(faults[0]);
    }

    protected override IEnumerable<byte[]> Seeds() =>
        Items.SelectMany(item => Fields(item.Item).Select(field => Encoding.UTF8.GetBytes($"{item.Name}.{field.Key}={field.Value?.ToJsonString() ?? "null"}")));

    private static JsonObject Fields(object item) => JsonNode.Parse(SettingsJson.AllOf(item))!.AsObject();
}
