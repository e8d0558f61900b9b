using System.Text.Json;
using NUnit.Framework;
using SurgeryBench.Results;

namespace SurgeryBench.Tests.Results;

public sealed class RunKeyTests
{
    [Test]
    public void StaysTheSameFileFromReleaseToRelease() => Assert.That(
        Samples.Key.RelativePath, Is.EqualTo("runs/mini8.vit-mini.trained/task-arithmetic.surgery-v2.seed0.926fb60dad70.json"));

    [Test]
    public void DoesNotDependOnHowSettingsAreSpacedOrOrdered()
    {
        var other = Samples.Key with { RepairSettings = """{ "Steps": 1000,  "Rank": 16 }""" };
        Assert.That((other, other.Id), Is.EqualTo((Samples.Key, Samples.Key.Id)));
    }

    [Test]
    public void NamesAnotherFileWhenAnythingDiffers()
    {
        RunKey[] others =
        [
            Samples.Key,
            Samples.Key with { Suite = "real8" },
            Samples.Key with { Backbone = "vit-b-32" },
            Samples.Key with { Family = "hf" },
            Samples.Key with { Zoo = "0123abcdee" },
            Samples.Key with { Method = "ties" },
            Samples.Key with { MethodSettings = """{"Scale":0.4}""" },
            Samples.Key with { Repair = "surgery" },
            Samples.Key with { RepairSettings = RunKey.NoSettings },
            Samples.Key with { Seed = 1 },
            Samples.Key with { BenchmarkVersion = "1.1" },
        ];
        Assert.That(others.Select(key => key.Id), Is.Unique);
    }

    [TestCase("../up")]
    [TestCase("a/b")]
    [TestCase("a.b")]
    [TestCase("Ties")]
    [TestCase("-ties")]
    [TestCase("ties-")]
    [TestCase("")]
    [TestCase("nul\0")]
    public void RefusesNamesThatCouldLeaveTheFolder(string name)
    {
        Assert.That(() => Samples.Key with { Method = name }, Throws.ArgumentException.With.Message.Contains("Method"));
        Assert.That(() => new RunGroup(name, "vit-mini"), Throws.ArgumentException);
    }

    [Test]
    public void AllowsPlusInsideNames() => Assert.That((Samples.Key with { Method = "dare+ties" }).Id, Does.StartWith("dare+ties.surgery-v2.seed0."));

    [TestCase("[1]")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("""{"a":1,"a":2}""")]
    public void RefusesSettingsThatAreNotOneObject(string settings) =>
        Assert.That(() => Samples.Key with { MethodSettings = settings }, Throws.ArgumentException.With.Message.Contains("JSON object"));

    [Test]
    public void RefusesOddZoosSeedsAndVersions()
    {
        Assert.That(() => Samples.Key with { Zoo = "xyz" }, Throws.ArgumentException);
        Assert.That(() => Samples.Key with { Seed = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Samples.Key with { BenchmarkVersion = "new" }, Throws.ArgumentException);
    }

    [Test]
    public void KeepsAPrecisionApartAndLeavesTheFullOneOut()
    {
        var coarse = Samples.Key with { Precision = "bf16" };
        Assert.That(coarse.RelativePath, Does.StartWith($"runs/{Samples.Key.Group.Folder}.bf16/"));
        Assert.That(coarse.Id, Is.Not.EqualTo(Samples.Key.Id));
        Assert.That(JsonSerializer.Serialize(Samples.Key), Does.Not.Contain("Precision"), "records of full precision keep their keys");
        Assert.That(new RunGroup("mini8", "vit-mini", precision: "tf32").Stem, Is.EqualTo("mini8.vit-mini.tf32"));
    }

    [Test]
    public void LeavesTheFamilyOutOfStemsWhenExpertsWereTrainedHere()
    {
        Assert.That(new RunGroup("mini8", "vit-mini").Stem, Is.EqualTo("mini8.vit-mini"));
        Assert.That(new RunGroup("clip8", "vit-b-32", "hf").Stem, Is.EqualTo("clip8.vit-b-32.hf"));
    }
}
