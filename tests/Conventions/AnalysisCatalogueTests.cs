using NUnit.Framework;
using SurgeryBench.Accuracy.Analyses;

namespace SurgeryBench.Tests.Conventions;

public sealed class AnalysisCatalogueTests
{
    [Test]
    public void HoldsEveryAnalysis() => Assert.That(CatalogueRules.Missing(typeof(IAnalysis), typeof(IAnalysis).Assembly.GetTypes(), AnalysisCatalog.All), Is.Empty);

    [Test]
    public void HoldsSealedRecords() => Assert.That(CatalogueRules.NoSealedRecords(AnalysisCatalog.All), Is.Empty);

    [Test]
    public void NamesEntriesInKebabCaseAndOnce() => Assert.That(CatalogueRules.BadNames([.. AnalysisCatalog.All.Select(analysis => analysis.Name)]), Is.Empty);
}
