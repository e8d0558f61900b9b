using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods;

namespace SurgeryBench.Tests.Conventions;

/// <summary>Settings that are searched: few, distinct, and of the method itself.</summary>
public sealed class GridTests
{
    private const int Most = 30;

    private static IEnumerable<IMergeMethod> Searched() => MethodCatalog.All.Where(method => method.Grid().Any());

    [TestCaseSource(nameof(Searched))]
    public void HoldsDistinctSettingsOfTheSameRow(IMergeMethod method)
    {
        IMergeMethod[] grid = [.. method.Grid()];
        Assert.That(grid, Is.Unique);
        Assert.That(grid.Select(point => point.Name), Is.All.EqualTo(method.Name));
        Assert.That(grid, Has.Length.InRange(2, Most));
    }

    // What trains, or looks at labels already, has nothing to choose this way.
    [Test]
    public void IsEmptyForWhatTrains() => Assert.That(Searched().Where(method => method.TrainingImages(8) > 0), Is.Empty);

    [TestCase("tsv-m")]
    [TestCase("iso-c")]
    [TestCase("iso-cts")]
    [TestCase("svc")]
    [TestCase("swudi")]
    [TestCase("della")]
    public void IncludesTheDefault(string name)
    {
        var method = MethodCatalog.All.Single(entry => entry.Name == name);
        Assert.That(method.Grid(), Has.Member(method));
    }
}
