using System.Buffers.Binary;
using NUnit.Framework;
using SurgeryBench.Core.Native;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Core.Native;

[Platform("Linux")]
public sealed class WeakVersionNeedTests
{
    private const string Version = "GLIBCXX_3.4.32";

    private static string Bridge => NativeLibraries.FindBridge() ?? throw new FileNotFoundException("TorchSharp's bridge is not where the host looks for it.");

    [Test]
    public void SetsOneFlagOfTheBridgeAndNothingElse()
    {
        var (original, image) = (File.ReadAllBytes(Bridge), File.ReadAllBytes(Bridge));
        Assert.That(WeakVersionNeed.TryMarkWeak(image));
        int[] changed = [.. Enumerable.Range(0, image.Length).Where(i => image[i] != original[i])];
        Assert.That(changed, Is.EqualTo(new[] { Need(original).FlagsOffset }));
        Assert.That(image[changed[0]], Is.EqualTo(original[changed[0]] | ElfImage.WeakFlag));
    }

    [Test]
    public void RefusesWhatIsNoElfFile([Values(0, 10, 64, 4096)] int length) => Refuses([.. Enumerable.Range(0, length).Select(i => (byte)i)]);

    [Test]
    public void RefusesATruncatedBridge([Values(10, 64, 4096, -1)] int length)
    {
        var image = File.ReadAllBytes(Bridge);
        Refuses(image[..(length < 0 ? ^1 : length)]);
    }

    [Test]
    public void RefusesABridgeThatNeedsAnotherVersion()
    {
        var image = File.ReadAllBytes(Bridge);
        image[image.AsSpan().IndexOf("GLIBCXX_3.4.32\0"u8) + Version.Length - 1] = (byte)'9';
        Refuses(image);
    }

    [Test]
    public void RefusesABridgeInWhichAnotherSymbolHasTheVersion()
    {
        var image = File.ReadAllBytes(Bridge);
        var index = Need(image).Index;
        var free = SymbolVersions(image).First(offset => (BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(offset)) & 0x7fff) != index);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(free), (ushort)index);
        Refuses(image);
    }

    [Test]
    public void WritesTheCopyBesideTheFileAndLeavesTheFileAlone()
    {
        using var folder = new TemporaryFolder();
        var file = Copied(folder);
        var copy = WeakVersionNeed.PatchedCopy(file);
        Assert.That(folder.Files, Is.EquivalentTo(new[] { file, copy }));
        Assert.That(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Bridge)));
        Assert.That(File.ReadAllBytes(copy!).AsSpan().SequenceEqual(Patched()));
    }

    [Test]
    public void WritesTheCopyOnce()
    {
        using var folder = new TemporaryFolder();
        var file = Copied(folder);
        var first = WeakVersionNeed.PatchedCopy(file)!;
        var written = DateTime.UnixEpoch;
        File.SetLastWriteTimeUtc(first, written);
        Assert.That(WeakVersionNeed.PatchedCopy(file), Is.EqualTo(first));
        Assert.That(File.GetLastWriteTimeUtc(first), Is.EqualTo(written));
    }

    [Test]
    public void ReplacesACopyOfTheRightLengthWithOtherBytes()
    {
        using var folder = new TemporaryFolder();
        var file = Copied(folder);
        var copy = WeakVersionNeed.PatchedCopy(file)!;
        File.WriteAllBytes(copy, new byte[new FileInfo(copy).Length]);
        Assert.That(WeakVersionNeed.PatchedCopy(file), Is.EqualTo(copy));
        Assert.That(File.ReadAllBytes(copy).AsSpan().SequenceEqual(Patched()));
    }

    [Test]
    public void WritesToTheTemporaryFolderWhereNothingCanBeWrittenBesideTheFile()
    {
        // Nobody, root included, can make files among a process's open ones.
        using var open = File.OpenRead(Bridge);
        var copy = WeakVersionNeed.PatchedCopy($"/proc/self/fd/{open.SafeFileHandle.DangerousGetHandle()}");
        Assert.That(Path.GetDirectoryName(copy), Is.EqualTo(Path.GetDirectoryName(Path.GetTempPath())));
        var bytes = File.ReadAllBytes(copy!);
        File.Delete(copy!);
        Assert.That(bytes.AsSpan().SequenceEqual(Patched()));
    }

    [Test]
    public void GivesNothingForAFileThatNeedsNoPatch()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "libplain.so");
        File.WriteAllText(file, "no library");
        Assert.That(WeakVersionNeed.PatchedCopy(file), Is.Null);
        Assert.That(folder.Files, Is.EqualTo(new[] { file }));
    }

    private static void Refuses(byte[] image)
    {
        var before = image.ToArray();
        Assert.That(WeakVersionNeed.TryMarkWeak(image), Is.False);
        Assert.That(image.AsSpan().SequenceEqual(before), "the image is untouched");
    }

    private static byte[] Patched()
    {
        var image = File.ReadAllBytes(Bridge);
        image[Need(image).FlagsOffset] |= ElfImage.WeakFlag;
        return image;
    }

    private static string Copied(TemporaryFolder folder)
    {
        var file = Path.Combine(folder.Path, "libbridge.so");
        File.Copy(Bridge, file);
        return file;
    }

    private static (int Index, int FlagsOffset) Need(byte[] image) => ElfImage.TryRead(image, out var elf) ? elf.FindVersionNeed(Version)!.Value : default;

    /// <summary>File offsets of the versions of all dynamic symbols but the null one.</summary>
    private static IEnumerable<int> SymbolVersions(byte[] image)
    {
        var table = (int)BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(0x28));
        for (var header = table; header < image.Length; header += 64)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(header + 4)) != 0x6fffffff) continue;
            var (start, size) = ((int)BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(header + 0x18)), (int)BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(header + 0x20)));
            return Enumerable.Range(1, (size / 2) - 1).Select(i => start + (2 * i));
        }
        throw new InvalidDataException("The bridge has no .gnu.version section.");
    }
}
