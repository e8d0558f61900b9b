using NUnit.Framework;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Mini;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Datasets;

public sealed class ClientSuiteTests
{
    private static readonly MiniSizes Sizes = new() { Train = 330, Validation = 44, Test = 55, Pretraining = 66 };
    private readonly MiniSuite whole = new(Sizes);
    private readonly ClientSuite suite = new(new MiniSuite(Sizes), "cars");

    private TaskData Cars => whole.Load("cars");

    [OneTimeTearDown]
    public void Close()
    {
        whole.Dispose();
        suite.Dispose();
    }

    [Test]
    public void IsASuiteOfClientsWithAllClassesOfTheTask()
    {
        Assert.That((suite.Name, suite.Origin, suite.Foundations, suite.ImageSize, suite.PretrainingClasses), Is.EqualTo(("mini8-clients", "mini8", 1, whole.ImageSize, whole.PretrainingClasses)));
        Assert.That(suite.Tasks.Select(task => task.Name), Is.EqualTo(Enumerable.Range(1, 10).Select(number => $"client-{number}")));
        Assert.That(suite.Tasks.Select(task => task.Classes), Is.All.EqualTo(Cars.Task.Classes));
    }

    [Test]
    public void GivesEveryTrainingImageToOneClient() =>
        Assert.That(suite.Tasks.SelectMany(task => Images(suite.Load(task.Name).Train)), Is.Unique.And.EquivalentTo(Images(Cars.Train)));

    [Test]
    public void GivesAClientFourClassesInEverySplit()
    {
        foreach (var task in suite.Tasks)
        {
            var data = suite.Load(task.Name);
            var classes = data.Train.Labels.Distinct().Order().ToList();
            Assert.That(classes, Has.Count.EqualTo(4));
            foreach (var (own, all) in new[] { (data.Validation, Cars.Validation), (data.Test, Cars.Test) })
            {
                Assert.That(own.Labels, Is.EqualTo(all.Labels.Where(classes.Contains)), task.Name);
                Assert.That(Images(own), Is.EqualTo(Images(all).Where((_, index) => classes.Contains(all.Labels[index]))), task.Name);
            }
        }
    }

    [Test]
    public void DealsAllClassesAboutEquallyOftenInSharesThatDifferButNotByMuch()
    {
        var holders = suite.Tasks.SelectMany(task => suite.Load(task.Name).Train.Labels.Distinct()).CountBy(label => label).Select(pair => pair.Value).ToList();
        Assert.That(holders, Has.Count.EqualTo(11));
        Assert.That(holders.Max() - holders.Min(), Is.LessThanOrEqualTo(1));
        foreach (var label in Enumerable.Range(0, 11))
        {
            int[] shares = [.. suite.Tasks.Select(task => suite.Load(task.Name).Train.Labels.Count(own => own == label)).Where(count => count > 0)];
            // Shares of 0.4 to 0.6 stand at most as 2 to 3, and a whole image more or less on either side.
            Assert.That((shares.Max() - 1.0) / (shares.Min() + 1.0), Is.LessThanOrEqualTo(1.5));
        }
        Assert.That(suite.Tasks.Select(task => suite.Load(task.Name).Train.Count).Distinct().Count(), Is.GreaterThan(3), "clients differ in size");
    }

    [Test]
    public void IsTheSameTwiceAndHasAFingerprintOfItsOwn()
    {
        using ClientSuite again = new(new MiniSuite(Sizes), "cars"), other = new(new MiniSuite(Sizes), "cars", classes: 3);
        Assert.That(again.Load("client-3").Train.Labels, Is.EqualTo(suite.Load("client-3").Train.Labels));
        Assert.That(Images(again.Load("client-3").Train), Is.EqualTo(Images(suite.Load("client-3").Train)));
        Assert.That(again.Fingerprint, Is.EqualTo(suite.Fingerprint).And.Match("^[0-9a-f]{16}$"));
        Assert.That(new[] { whole.Fingerprint, suite.Fingerprint, other.Fingerprint }, Is.Unique);
    }

    [Test]
    public void FineTunesLessThanASuiteOfWholeTasks() => Assert.That((((ISuite)whole).FineTuningShare, suite.FineTuningShare), Is.EqualTo((1.0, 0.25)));

    [Test]
    public void RefusesATaskItDoesNotHave()
    {
        Assert.That(() => suite.Load("cars"), Throws.ArgumentException.With.Message.Contains("'mini8-clients' has no task 'cars'"));
        Assert.That(() => new ClientSuite(whole, "boats"), Throws.ArgumentException.With.Message.Contains("'mini8' has no task 'boats'"));
        Assert.That(() => new ClientSuite(whole, "cars", classes: 12), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static IEnumerable<string> Images(ImageSplit split)
    {
        using var scope = NewDisposeScope();
        return [.. split.Pixels.data<byte>().ToArray().Chunk(3 * split.Side * split.Side).Select(Convert.ToBase64String)];
    }
}
