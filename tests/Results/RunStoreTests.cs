using System.Text;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Results;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Tests.Results;

public sealed class RunStoreTests
{
    private TemporaryFolder folder = null!;
    private RunStore store = null!;

    [SetUp]
    public void Open() => store = new RunStore((folder = new TemporaryFolder()).Path);

    [TearDown]
    public void Close() => folder.Dispose();

    [Test]
    public void GivesBackWhatWasWritten()
    {
        Assert.That(store.Contains(Samples.Key), Is.False);
        Assert.That(store.Find(Samples.Key), Is.Null);
        Assert.That(store.Write(Samples.Record), Is.True);
        Assert.That(store.Contains(Samples.Key), Is.True);
        Assert.That(store.Find(Samples.Key), Is.EqualTo(Samples.Record));
        Assert.That(store.All(), Is.EqualTo([Samples.Record]));
    }

    [Test]
    public void NeverReplacesARecord()
    {
        store.Write(Samples.Record);
        Assert.That(store.Write(Samples.Record with { PeakBytes = 1 }), Is.False);
        Assert.That(store.Find(Samples.Key)!.PeakBytes, Is.EqualTo(Samples.Record.PeakBytes));
        Assert.That(folder.Files, Has.Length.EqualTo(1), "the losing writer cleans up");
    }

    [Test]
    public void LetsOneOfManyWritersWin()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var record = Samples.Record with { Key = Samples.Key with { Seed = seed } };
            var wins = 0;
            Parallel.For(0, 8, _ => { if (new RunStore(folder.Path).Write(record)) Interlocked.Increment(ref wins); });
            Assert.That(wins, Is.EqualTo(1), $"seed {seed}");
        }
        Assert.That(folder.Files, Has.Length.EqualTo(50));
    }

    [Test]
    public void ListsRecordsInTheSameOrderWhateverTheOrderOfWriting()
    {
        foreach (var method in new[] { "ties", "emr", "weight-averaging" }) store.Write(Samples.Record with { Key = Samples.Key with { Method = method } });
        Assert.That(store.All().Select(record => record.Key.Method), Is.EqualTo(["emr", "ties", "weight-averaging"]));
    }

    [Test]
    public void LetsOneProcessAtATimeDoARun()
    {
        using (var claim = store.TryClaim(Samples.Key))
        {
            Assert.That(claim, Is.Not.Null);
            Assert.That(new RunStore(folder.Path).TryClaim(Samples.Key), Is.Null, "somebody is at it");
            Assert.That(Leftovers.Delete(folder.Path), Is.Zero, "a claim that is held is no leftover");
            using var other = store.TryClaim(Samples.Key with { Seed = 7 });
            Assert.That(other, Is.Not.Null, "another run");
        }
        using (var again = store.TryClaim(Samples.Key)) Assert.That(again, Is.Not.Null, "it was given back");
        store.Write(Samples.Record);
        Assert.That(store.TryClaim(Samples.Key), Is.Null, "it is done");
        Assert.That(folder.Files, Is.EqualTo([store.PathOf(Samples.Key)]));
    }

    [Test]
    public void TakesOverTheClaimOfAKilledProcess()
    {
        var left = store.PathOf(Samples.Key) + RunClaim.Ending;
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        File.WriteAllText(left, "");
        using var claim = store.TryClaim(Samples.Key);
        Assert.That(claim, Is.Not.Null);
    }

    [Test]
    public void IgnoresWhatKilledWritersLeft()
    {
        store.Write(Samples.Record);
        var leftover = store.PathOf(Samples.Key) + ".0000" + DraftFile.Ending;
        File.WriteAllText(leftover, "{ \"key\": ");
        Assert.That(store.All(), Has.Count.EqualTo(1));
    }

    [Test]
    public void NamesATruncatedRecord()
    {
        store.Write(Samples.Record);
        var path = store.PathOf(Samples.Key);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..300]);
        Assert.That(store.All, Throws.InstanceOf<BadInputException>().With.Message.Contains(path).And.Message.Contains("damaged"));
        Assert.That(() => store.Find(Samples.Key), Throws.InstanceOf<BadInputException>());
    }

    [Test]
    public void NamesEveryDamagedRecordAtOnce()
    {
        store.Write(Samples.Record);
        store.Write(Samples.Record with { Key = Samples.Key with { Seed = 1 } });
        foreach (var path in folder.Files) File.WriteAllText(path, "");
        Assert.That(store.All, Throws.InstanceOf<BadInputException>().With.Message.Contains("seed0").And.Message.Contains("seed1"));
    }

    [Test]
    public void RefusesOversizedRecordsBeforeReadingThem()
    {
        store.Write(Samples.Record);
        using (var stream = File.OpenWrite(store.PathOf(Samples.Key))) stream.SetLength(JsonFile.LargestBytes + 1);
        Assert.That(store.All, Throws.InstanceOf<BadInputException>().With.Message.Contains("at most"));
    }

    [TestCase("\"correct\": 30", "\"correct\": 41", "40 images")]
    [TestCase("\"correct\": 30", "\"correct\": -1", "40 images")]
    [TestCase("\"total\": 40", "\"total\": 0", "total")]
    [TestCase("[0.1,0.2,0.05]", "[0.1,-0.2,0.05]", "not negative")]
    [TestCase("[0.1,0.2,0.05]", "[0.1,NaN,0.05]", "damaged")]
    [TestCase("\"peakBytes\": 123456789", "\"peakBytes\": -1", "PeakBytes")]
    [TestCase("\"peakBytes\": 123456789,", "\"peakBytes\": 1, \"peakBytes\": 2,", "damaged")]
    [TestCase("\"merge\": 104857600", "\"merge\": -1", "Merge")]
    [TestCase("\"repair\": 115343360,", "", "damaged")]
    [TestCase("\"isReference\"", "\"isPeerless\"", "isPeerless")]
    [TestCase("\"method\": \"task-arithmetic\"", "\"method\": \"../../up\"", "Method")]
    [TestCase("\"task\": \"signs\"", "\"task\": \"digits\"", "twice")]
    [TestCase("\"losses\": [", "\"losses\": [ null,", "null")]
    [TestCase("\"scores\": [", "\"scores\": null, \"extra\": [", "damaged")]
    [TestCase("\"seed\": 0", "\"seed\": 1", "renamed, moved or edited")]
    public void NamesWhatIsWrongInAnEditedRecord(string old, string replacement, string fault)
    {
        store.Write(Samples.Record);
        var path = store.PathOf(Samples.Key);
        var text = Encoding.UTF8.GetString(RecordSeal.Open(File.ReadAllBytes(path), path, ""));
        Assert.That(text, Does.Contain(old));
        var edited = Encoding.UTF8.GetBytes(text.Replace(old, replacement, StringComparison.Ordinal));
        File.WriteAllBytes(path, RecordSeal.Close(edited));
        Assert.That(store.All, Throws.InstanceOf<BadInputException>().With.Message.Contains(path).And.Message.Contains(fault));
        // The same from before there were checksums.
        File.WriteAllBytes(path, edited);
        Assert.That(store.All, Throws.InstanceOf<BadInputException>().With.Message.Contains(path).And.Message.Contains(fault));
    }

    [Test]
    public void NamesARecordWithABitThatIsNotAsItWasWritten()
    {
        store.Write(Samples.Record);
        var path = store.PathOf(Samples.Key);
        var bytes = File.ReadAllBytes(path);
        for (var place = 0; place < bytes.Length; place++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[place] ^= (byte)(1 << (place % 8));
            File.WriteAllBytes(path, flipped);
            Assert.That(store.All, Throws.InstanceOf<BadInputException>().With.Message.Contains(path).And.Message.Contains("damaged"), $"byte {place}");
        }
    }

    [Test]
    public void TakesRecordsFromBeforeThereWereChecksums()
    {
        store.Write(Samples.Record);
        var path = store.PathOf(Samples.Key);
        File.WriteAllBytes(path, RecordSeal.Open(File.ReadAllBytes(path), path, ""));
        Assert.That(store.All().Single().SameOutcome(Samples.Record), Is.True);
    }

    [Test]
    public void LeavesOutPeaksThatWereNotMeasured()
    {
        var record = Samples.Record with { Peaks = null };
        store.Write(record);
        Assert.That(File.ReadAllText(store.PathOf(Samples.Key)), Does.Not.Contain("\"peaks\""));
        Assert.That(store.All(), Is.EqualTo([record]));
    }

    [Test]
    public void RefusesRecordsThatContradictThemselves()
    {
        Assert.That(() => store.Write(Samples.Record with { Scores = [] }), Throws.ArgumentException);
        Assert.That(() => store.Write(Samples.Record with { Bias = [new("stray", [1])] }), Throws.ArgumentException.With.Message.Contains("stray"));
        Assert.That(folder.Files, Is.Empty);
    }
}
