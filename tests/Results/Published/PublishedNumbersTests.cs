using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Results;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Tests.Results.Published;

public sealed class PublishedNumbersTests
{
    private const string Heading = "family,backbone,method,repair,task,value,printed,standing,setting,source,split,note\n";
    private static readonly PublishedNumbers Numbers = PublishedNumbers.Load();

    [Test]
    public void HaveEveryTaskOfEveryRow() =>
        Assert.That(Numbers.Rows.Where(row => row.MeanOfTasks is null).Select(row => $"{row.Method}, {row.Source}"), Is.Empty);

    [Test]
    public void HaveNothingOfSurgeryV2WhichIsPublishedNowhereWithinReach() =>
        Assert.That(Numbers.Rows.Where(row => row.Repair == "surgery-v2"), Is.Empty);

    [Test]
    public void HaveReferencesAndTheFourRepairedBasesOnEveryBackbone([ValueSource(typeof(PublishedFamily), nameof(PublishedFamily.Backbones))] string backbone)
    {
        foreach (var method in new[] { "weight-averaging", "task-arithmetic", "ties", "adamerging" })
        {
            Assert.That(Numbers.SourcesOf("ta", backbone, method, RunKey.NoRepair), Is.Not.Empty, method);
            Assert.That(Numbers.SourcesOf("hf", backbone, method, RunKey.NoRepair), Is.Not.Empty, method);
            Assert.That(Numbers.SourcesOf("ta", backbone, method, "surgery")[0].Setting, Is.EqualTo("Rank=16"), method);
        }
        foreach (var family in PublishedFamily.All)
            Assert.That(new[] { "pretrained", "individual" }.Select(method => Numbers.SourcesOf(family.Id, backbone, method, RunKey.NoRepair).Count), Is.All.Positive);
    }

    [Test]
    public void ListTheAveragesThatDoNotFollowFromTheirTasks() => Assert.That(
        Numbers.Rows.Where(row => !row.AverageFollows).Select(row => $"{row.Family} {row.Backbone} {row.Method} {row.Repair} {row.Average}"),
        Is.EquivalentTo(
        [
            "ta vit-b-32 individual none 90.8", "ta vit-b-32 mtl none 88.9", "ta vit-b-32 adamerging none 80.9",
            "ta vit-b-32 adamerging surgery 87.50", "ta vit-b-32 wemoe none 88.3", "ta vit-l-14 mtl none 93.5",
        ]));

    [Test]
    public void CompareWithTheSourceNearestToTheAuthors()
    {
        var ties = Numbers.SourcesOf("ta", "vit-b-32", "ties", RunKey.NoRepair);
        Assert.That(ties.Select(row => row.Standing), Is.EqualTo(new[] { Standing.Log, Standing.Quoted, Standing.OtherSetting }));
        Assert.That(ties[0].Average, Is.EqualTo(72.9218m));
    }

    [Test]
    public void PreferAmongEquallyNearSourcesOneThatAddsUp()
    {
        var individual = Numbers.SourcesOf("ta", "vit-b-32", "individual", RunKey.NoRepair);
        Assert.That(individual[0].Of("sun397")!.Percent, Is.EqualTo(75.3m));
        Assert.That(individual[1].Of("sun397")!.Percent, Is.EqualTo(79.2m), "the other source is kept");
    }

    [TestCase("ta", "task-arithmetic", "63.83")]
    [TestCase("hf", "task-arithmetic", "57.1")]
    public void KeepFamiliesApart(string family, string method, string first)
    {
        var repair = family == "ta" ? "surgery" : RunKey.NoRepair;
        var rows = Numbers.SourcesOf(family, "vit-b-32", method, repair);
        Assert.That(rows.Select(row => row.Family), Is.All.EqualTo(family));
        Assert.That($"{rows[0].Of("sun397")!.Percent}", Does.StartWith(first));
    }

    // A tower of one average for eight equal tasks: 80 is right, 80.1 is within what cutting off explains, 80.2 is not.
    [TestCase("80.0", true)]
    [TestCase("80.1", true)]
    [TestCase("80.2", false)]
    [TestCase("80.01", true)]
    [TestCase("80.05", false)]
    public void NoticeAWrongAverage(string average, bool follows)
    {
        var lines = PublishedFamily.Tasks.Select(task => Line(task, "80.0")).Append(Line(PublishedValue.AverageTask, average));
        var row = Read(string.Concat(lines)).Rows.Single();
        Assert.That(row.AverageFollows, Is.EqualTo(follows));
        Assert.That(row.Notes().Any(note => note.Contains($"printed as {average}, the mean of the printed tasks is 80.00", StringComparison.Ordinal)), Is.EqualTo(!follows));
    }

    [TestCase("xx,vit-b-32,ties,none,dtd,1,full,log,,s,t,", "family 'xx'")]
    [TestCase("ta,vit-x,ties,none,dtd,1,full,log,,s,t,", "backbone 'vit-x'")]
    [TestCase("ta,vit-b-32,Ties,none,dtd,1,full,log,,s,t,", "'Ties'")]
    [TestCase("ta,vit-b-32,ties,none,cars,1,full,log,,s,t,", "task 'cars'")]
    [TestCase("ta,vit-b-32,ties,none,dtd,100.1,full,log,,s,t,", "100.1 is no percentage")]
    [TestCase("ta,vit-b-32,ties,none,dtd,-1,full,log,,s,t,", "-1")]
    [TestCase("ta,vit-b-32,ties,none,dtd,\"1,5\",full,log,,s,t,", "1,5")]
    [TestCase("ta,vit-b-32,ties,none,dtd,1,0,log,,s,t,", "'0' is none of")]
    [TestCase("ta,vit-b-32,ties,none,dtd,1,full,near,,s,t,", "'near' is none of")]
    [TestCase("ta,vit-b-32,ties,none,dtd,1,full,log,,,t,", "Source")]
    [TestCase("ta,vit-b-32,ties,none,dtd,1", "heading's columns")]
    [TestCase("ta,vit-b-32,ti\"es,none,dtd,1,full,log,,s,t,", "column")]
    [TestCase("ta,vit-b-32,ties,none,dtd,1,full,log,,s,t,\nta,vit-b-32,ties,none,dtd,2,full,log,,s,t,", "twice")]
    [TestCase("ta,vit-b-32,ties,none,dtd,1,full,log,,s,t,\nta,vit-b-32,ties,none,mnist,2,full,own,,s,t,", "contradict")]
    public void RefuseALineThatIsNotWhatItShouldBe(string lines, string fault) =>
        Assert.That(() => Read(lines + "\n"), Throws.InstanceOf<BadInputException>().With.Message.Contains(fault));

    [TestCase("")]
    [TestCase("family,backbone\nta,vit-b-32\n")]
    [TestCase("family,back\"bone\nta,vit-b-32\n")]
    public void RefuseAFileWithoutItsColumns(string text) =>
        Assert.That(() => PublishedNumbers.Read(new StringReader(text)), Throws.InstanceOf<BadInputException>());

    private static PublishedNumbers Read(string lines) => PublishedNumbers.Read(new StringReader(Heading + lines));

    private static string Line(string task, string value) => $"ta,vit-b-32,ties,none,{task},{value},unstated,own,,a paper,test,\n";
}
