using NUnit.Framework;
using SurgeryBench.Datasets.Clip;

namespace SurgeryBench.Tests.Datasets.Clip;

public sealed class ClipTasksTests
{
    [Test]
    public void AreThePapersEightInTableOrder()
    {
        Assert.That(ClipTasks.All.Select(task => task.Info.Name), Is.EqualTo(new[] { "sun397", "stanford-cars", "resisc45", "eurosat", "svhn", "gtsrb", "mnist", "dtd" }));
        Assert.That(ClipTasks.All.Select(task => task.Info.Classes.Length), Is.EqualTo(new[] { 397, 196, 45, 10, 10, 43, 10, 47 }));
        Assert.That(ClipTasks.All.Select(task => task.Templates.Length), Is.EqualTo(new[] { 2, 8, 18, 3, 1, 3, 1, 8 }));
        Assert.That(ClipTasks.All.Sum(task => task.TestImages), Is.EqualTo(87_433));
    }

    [Test]
    public void HaveDistinctClassesAndPromptsWithOnePlaceForThem()
    {
        foreach (var task in ClipTasks.All)
        {
            Assert.That(task.Info.Classes, Is.Unique, task.Info.Name);
            Assert.That(task.Info.Classes, Has.None.Empty);
            Assert.That(task.Templates.Select(template => template.Split("{}").Length), Is.All.EqualTo(2), task.Info.Name);
        }
    }

    [Test]
    public void NameWhereTheirShardsLie()
    {
        Assert.That(ClipTasks.All.Single(task => task.Info.Name == "svhn").ShardPattern("test"), Is.EqualTo("cropped_digits/test-*.parquet"));
        Assert.That(ClipTasks.All[0].ShardPattern("train"), Is.EqualTo("**/train-*.parquet"));
    }
}
