using System.Text;
using NUnit.Framework;
using SurgeryBench.Core.Files;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Core.Files;

public sealed class DraftFileTests
{
    private TemporaryFolder folder = null!;

    private string Place => Path.Combine(folder.Path, "below", "file.txt");

    [SetUp]
    public void SetUp() => folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void HasNoNameBeforeItIsWhole()
    {
        using (var draft = new DraftFile(Place))
        {
            draft.Stream.Write("half"u8);
            Assert.That(File.Exists(Place), Is.False);
            draft.Stream.Write(" and whole"u8);
            draft.Replace();
            Assert.That(File.ReadAllText(Place), Is.EqualTo("half and whole"));
        }
        Assert.That(folder.Files, Is.EqualTo([Place]));
    }

    [Test]
    public void IsGoneIfItWasNotGivenItsName()
    {
        AtomicFile.Replace(Place, "old"u8.ToArray());
        using (var draft = new DraftFile(Place)) draft.Stream.Write("half"u8);
        Assert.That(folder.Files, Is.EqualTo([Place]));
        Assert.That(File.ReadAllText(Place), Is.EqualTo("old"));
    }

    [Test]
    public void TakesNoNameThatIsTaken()
    {
        Assert.That(AtomicFile.Create(Place, "first"u8.ToArray()), Is.True);
        Assert.That(AtomicFile.Create(Place, "second"u8.ToArray()), Is.False);
        Assert.That((File.ReadAllText(Place), folder.Files.Length), Is.EqualTo(("first", 1)));
    }

    [Test]
    public void IsNoLeftoverWhileItIsWritten()
    {
        using var draft = new DraftFile(Place);
        Assert.That(Leftovers.Delete(folder.Path), Is.Zero);
        draft.Stream.Write("whole"u8);
        draft.Replace();
        Assert.That(File.ReadAllText(Place), Is.EqualTo("whole"));
    }

    [Test]
    public void IsALeftoverOnceNobodyWritesIt()
    {
        AtomicFile.Replace(Place, "whole"u8.ToArray());
        var leftover = Place + ".0000" + DraftFile.Ending;
        File.WriteAllText(leftover, "half");
        Assert.That(Leftovers.Delete(folder.Path, Path.Combine(folder.Path, "absent")), Is.EqualTo(1));
        Assert.That(folder.Files, Is.EqualTo([Place]));
    }

    /// <summary>Writers never stumble over somebody who clears up beside them, and leave nothing.</summary>
    [Test]
    public void WritersAndThoseWhoClearUpDoNotDisturbEachOther()
    {
        using var done = new CancellationTokenSource();
        var clearing = Task.Run(() => { while (!done.IsCancellationRequested) Leftovers.Delete(folder.Path); });
        Parallel.For(0, 400, number => AtomicFile.Replace(Path.Combine(folder.Path, $"{number % 7}.txt"), Encoding.UTF8.GetBytes($"{number}")));
        done.Cancel();
        Assert.That(clearing.Wait(TimeSpan.FromMinutes(1)), Is.True);
        Assert.That(folder.Files, Has.Length.EqualTo(7));
    }
}
