using System.Text.RegularExpressions;
using NUnit.Framework;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Reporting;
using SurgeryBench.Results;
using SurgeryBench.Results.Baselines;
using SurgeryBench.Results.Selection;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Accuracy;

/// <summary>The records, tables, page and baselines that are part of the repository.</summary>
public sealed partial class CommittedResults
{
    private static readonly RunStore Store = new(RepositoryRoot.At("results"));
    private static readonly RunGroup Mini8 = new("mini8", "vit-mini");

    [Test]
    public void ShowWhatMini8ClaimsOverThreeSeeds()
    {
        string[] rows = ["pretrained", "individual", "mtl", "weight-averaging", "task-arithmetic"];
        var records = Store.All().Where(record => record.Key.Group == Mini8 && rows.Contains(record.Key.Method)).ToList();
        Assert.That(records.Select(record => record.Key.Seed).Distinct().Order(), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(Claims.FaultsOf(records), Is.Empty);
    }

    [Test]
    public void GiveTheTablesBesideThem()
    {
        using var folder = new TemporaryFolder();
        Report.Write(Store.All(), folder.Path);
        Report.WriteSelections(new SelectionStore(RepositoryRoot.At("results")).All(), folder.Path);
        Report.WriteMethods(MethodCards.All, Store.All(), Mini8.Suite, folder.Path);
        foreach (var table in Directory.GetFiles(Path.Combine(folder.Path, "tables")))
        {
            Assert.That(File.ReadAllBytes(RepositoryRoot.At("results", "tables", Path.GetFileName(table))), Is.EqualTo(File.ReadAllBytes(table)), Path.GetFileName(table));
        }
    }

    [Test]
    public void GiveThePageBesideThem()
    {
        using var folder = new TemporaryFolder();
        var page = Report.WritePage(MethodCards.All, Store.All(), folder.Path);
        Assert.That(WithoutFigures(RepositoryRoot.At("results", "report", "index.html")), Is.EqualTo(WithoutFigures(page)));
    }

    [Test]
    public void AgreeWithTheirBaselines()
    {
        foreach (var file in Directory.GetFiles(RepositoryRoot.At("results", "baselines"), "*.json"))
        {
            Assert.That(Baseline.Read(file).FaultsOf(Store.All()), Is.Empty);
        }
    }

    [Test]
    public void CoverTheSuites() =>
        Assert.That(Store.All().Select(record => record.Key.Suite).Distinct().Order(), Is.EqualTo(new[] { "mini8", "mini8-clients", "mini8-nonlocal", "real8" }));

    // How figures are drawn depends on the machine's fonts.
    private static string WithoutFigures(string page) => Images().Replace(File.ReadAllText(page), "");

    [GeneratedRegex("(?<=base64,)[^\"]*")]
    private static partial Regex Images();
}
