using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Core.Files;

public sealed class UnwritableExceptionTests
{
    [TestCase(28, true, "'x' cannot be written: the disk is full. Free some")]
    [TestCase(122, true, "'x' cannot be written: the disk is full. Free some")]
    [TestCase(30, false, "'x' cannot be written: its file system is read-only. Make it writable")]
    [TestCase(5, false, "'x' cannot be written: some fault")]
    public void TellsAFullDiskFromAnotherFault(int code, bool isFull, string message)
    {
        var fault = Assert.Throws<UnwritableException>(() => UnwritableException.Guard("x", () => throw new IOException("some fault", code)));
        Assert.That(fault!.IsDiskFull, Is.EqualTo(isFull));
        Assert.That(fault.Message, Does.StartWith(message).And.EndsWith("the same command goes on from here."));
    }

    [Test]
    public void NamesAPlaceThatIsDenied() =>
        Assert.That(() => UnwritableException.Guard("x", () => throw new UnauthorizedAccessException("not yours.")), Throws.InstanceOf<UnwritableException>().With.Message.StartsWith("'x' cannot be written: not yours."));

    [Test]
    public void LeavesFaultsAloneThatAreNoneOfTheDisk()
    {
        Assert.That(() => UnwritableException.Guard("x", () => throw new ArgumentOutOfRangeException("value")), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => UnwritableException.Guard("x", () => throw new BadInputException("worse")), Throws.InstanceOf<BadInputException>().With.Message.EqualTo("worse"));
    }

    /// <summary>The device that is always full, behind a name that would be a file's.</summary>
    [Test]
    public void SaysThatARealDiskIsFull()
    {
        using var stream = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.That(() => UnwritableException.Guard("/dev/full", () => stream.Write([1])), Throws.InstanceOf<UnwritableException>().With.Property(nameof(UnwritableException.IsDiskFull)).True);
    }

    [Test]
    public void NamesTheFileThatAFileStandsInTheWayOf()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "old");
        var place = Path.Combine(file, "below.txt");
        Assert.That(() => AtomicFile.Replace(place, [1]), Throws.InstanceOf<UnwritableException>().With.Message.StartsWith($"'{place}' cannot be written: '{file}' is a file where a folder is needed."));
        Assert.That(() => HeldFile.TryOpen(place), Throws.InstanceOf<UnwritableException>().With.Message.StartsWith($"'{place}' cannot be written: '{file}' is a file where a folder is needed."));
        Assert.That((folder.Files, File.ReadAllText(file)), Is.EqualTo((new[] { file }, "old")));
    }

    [Test]
    public void NamesTheFileThatAFolderStandsInThePlaceOf()
    {
        using var folder = new TemporaryFolder();
        var place = Path.Combine(folder.Path, "record.json");
        Directory.CreateDirectory(place);
        Assert.That(() => AtomicFile.Replace(place, [1]), Throws.InstanceOf<UnwritableException>().With.Message.StartsWith($"'{place}' cannot be written: a folder is in its place."));
        Assert.That(() => AtomicFile.Create(place, [1]), Throws.InstanceOf<UnwritableException>().With.Message.StartsWith($"'{place}' cannot be written: a folder is in its place."));
        Assert.That(folder.Files, Is.Empty, "a draft is left");
    }
}
