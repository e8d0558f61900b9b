using System.Reflection;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Conventions;

public sealed class CatalogueTests
{
    private static readonly Type[] MethodTypes = typeof(MethodCatalog).Assembly.GetTypes();
    private static readonly object[] Entries = [.. MethodCatalog.All, .. RepairCatalog.All];

    [Test]
    public void HoldsEveryMethodAndEveryRepair()
    {
        Assert.That(CatalogueRules.Missing(typeof(IMergeMethod), MethodTypes, MethodCatalog.All), Is.Empty);
        Assert.That(CatalogueRules.Missing(typeof(IRepair), MethodTypes, RepairCatalog.All), Is.Empty);
    }

    [Test]
    public void HoldsSealedRecords() => Assert.That(CatalogueRules.NoSealedRecords(Entries), Is.Empty);

    [Test]
    public void NamesEntriesInKebabCaseAndOnce()
    {
        Assert.That(CatalogueRules.BadNames([.. MethodCatalog.All.Select(method => method.Name)]), Is.Empty);
        Assert.That(CatalogueRules.BadNames([.. RepairCatalog.All.Select(repair => repair.Name)]), Is.Empty);
    }

    [Test]
    public void SaysWhereEveryMethodComesFrom()
    {
        foreach (var type in MethodCatalog.All.Select(method => method.GetType()).Distinct())
        {
            var origin = type.GetCustomAttribute<PublishedAttribute>();
            Assert.That(origin, Is.Not.Null, type.Name);
            Assert.That(origin!.Golden is null || Directory.Exists(RepositoryRoot.At("tests", "Fixtures", origin.Golden)), $"{type.Name}: {origin.Golden}");
        }
    }

    [Test]
    public void GivesEverySettingARange() => Assert.That(Entries.Select(entry => entry.GetType()).Distinct().SelectMany(CatalogueRules.WithoutRange), Is.Empty);

    [Test]
    public void LooksAtSettingsThatExist() =>
        Assert.That(Entries.SelectMany(entry => entry.GetType().GetProperties()).Count(property => property.CanWrite), Is.GreaterThan(10));

    [Test]
    public void FindsAMethodThatTheCatalogueLacks() =>
        Assert.That(CatalogueRules.Missing(typeof(IMergeMethod), [typeof(Careless), typeof(IMergeMethod)], MethodCatalog.All), Is.EqualTo(new[] { "Careless is in no catalogue" }));

    [Test]
    public void FindsAnEntryThatIsNoSealedRecord() =>
        Assert.That(CatalogueRules.NoSealedRecords([new Careless(), new Open(), new Closed()]), Is.EqualTo(new[] { "Careless is no sealed record", "Open is no sealed record" }));

    [TestCase("TaskArithmetic")]
    [TestCase("task_arithmetic")]
    [TestCase("task--arithmetic")]
    [TestCase("-ties")]
    [TestCase("+")]
    [TestCase("")]
    public void FindsANameOfAnotherForm(string name) => Assert.That(CatalogueRules.BadNames([name]), Is.Not.Empty);

    [TestCase("ties")]
    [TestCase("adamerging++-task-wise")]
    [TestCase("surgery-v2")]
    public void TakesANameOfTheRightForm(string name) => Assert.That(CatalogueRules.BadNames([name]), Is.Empty);

    [Test]
    public void FindsANameUsedTwice() => Assert.That(CatalogueRules.BadNames(["ties", "dare", "ties"]), Is.EqualTo(new[] { "'ties' names 2 entries" }));

    [Test]
    public void FindsSettingsThatTakeAnything() => Assert.That(CatalogueRules.WithoutRange(typeof(Careless)), Is.EqualTo(new[]
    {
        "Careless.Scale takes anything", "Careless.Rank takes anything", "Careless.Label takes anything",
    }));

    private sealed class Careless : IMergeMethod
    {
        public string Name => "careless";

        public double Scale { get; init; }

        public int? Rank { get; init; }

        public string Label { get; init; } = "";

        public bool Fine { get; init; }

        public int Checked { get; init => field = Setting.Positive(value); } = 1;

        public MergedModel Merge(MergeInput input) => throw new NotSupportedException("Nobody merges with it.");
    }

    private record Open;

    private sealed record Closed : Open;
}
