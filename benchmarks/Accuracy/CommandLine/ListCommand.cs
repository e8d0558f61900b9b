using System.CommandLine;
using SurgeryBench.Accuracy.Analyses;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Datasets;
using SurgeryBench.Methods;
using SurgeryBench.Models;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>list</c>: what there is to choose from.</summary>
internal static class ListCommand
{
    private static readonly Dictionary<string, Func<Listing>> Lists = new()
    {
        ["methods"] = Methods,
        ["repairs"] = Repairs,
        ["suites"] = Suites,
        ["backbones"] = Backbones,
        ["metrics"] = MetricList,
        ["analyses"] = Analyses,
    };

    public static Command Create()
    {
        var what = new Argument<string>("what") { Description = string.Join(", ", Lists.Keys), DefaultValueFactory = _ => "methods" };
        what.AcceptOnlyFromAmong([.. Lists.Keys]);
        var format = new Option<string>("--format") { Description = "table or csv", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "csv");
        var command = new Command("list", "Lists methods, repairs, suites, backbones, metrics or analyses.") { what, format };
        command.SetAction(parsed => Lists[parsed.GetRequiredValue(what)]().Print(parsed.GetRequiredValue(format)));
        return command;
    }

    private static Listing Methods() => new(
        ["method", "kind", "data", "paper", "formula", "settings"],
        [.. MethodCatalog.All.Zip(MethodCards.All, (method, card) => new[] { card.Name, method.IsReference ? "reference" : "merge", card.Data, card.Paper, card.Formula, card.Settings })]);

    private static Listing Repairs() => new(
        ["repair", "data", "settings"], [.. RepairCatalog.All.Select(repair => new[] { repair.Name, DataNames.Of(repair.Data), SettingsJson.AllOf(repair) })]);

    private static Listing Suites() => new(["suite"], [.. DatasetCatalog.Names.Select(name => new[] { name })]);

    private static Listing Backbones() => new(
        ["backbone", "width", "blocks", "heads", "patch", "image", "embedding"],
        [.. BackboneCatalog.All.Select(backbone => new[] { backbone.Name, $"{backbone.Width}", $"{backbone.Blocks}", $"{backbone.Shape.Heads}", $"{backbone.Shape.Patch}", $"{backbone.ImageSize}", $"{backbone.EmbeddingSize}" })]);

    private static Listing MetricList() => new(
        ["metric", "unit", "better", "meaning"], [.. Metrics.All.Concat(Metrics.OfAnalyses).Select(metric => new[] { metric.Name, metric.Unit, $"{metric.Better}".ToLowerInvariant(), metric.Meaning })]);

    private static Listing Analyses() => new(
        ["analysis", "what it shows", "settings"], [.. AnalysisCatalog.All.Select(analysis => new[] { analysis.Name, analysis.Description, SettingsJson.Of(analysis) })]);
}
