using SurgeryBench.Core;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Datasets.Pixels;

/// <summary>
/// Decoded images on disk, a file for each task and split, so that decoding happens once. Files are whole or absent: they are written under
/// another name first. Several processes may share a folder.
/// </summary>
/// <param name="folder">Where the files lie; made when needed.</param>
/// <param name="time">The clock that tells which file was used last; null, the default, means the system's.</param>
public sealed class PixelCache(string folder, TimeProvider? time = null)
{
    private const string End = ".pixels";
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly long limit = 64L << 30;

    /// <summary>Most bytes all files together may have; above 0, default 64 GiB. The eight data sets at 224x224 take 48 GiB.</summary>
    public long LimitBytes
    {
        get => limit;
        init => limit = value > 0 ? value : throw new BadInputException($"The cache of decoded images is to hold {value} bytes; expected more than 0.");
    }

    /// <summary>Deletes every file.</summary>
    /// <returns>How many bytes they had.</returns>
    public long Clear() => Delete(Files());

    /// <summary>A file that was made before, if it is whole.</summary>
    internal PixelFile? Find(string name, int side)
    {
        var file = PixelFile.Open(PathOf(name), side);
        if (file is not null) File.SetLastWriteTimeUtc(file.Path, time.GetUtcNow().UtcDateTime);
        return file;
    }

    /// <summary>Starts a file, after dropping those used longest ago where there would be too many.</summary>
    /// <exception cref="BadInputException">It would not fit, even alone.</exception>
    internal PixelFileWriter Create(string name, PixelLayout layout)
    {
        var needed = layout.EndAt + layout.TableBytes;
        if (needed > LimitBytes) throw new BadInputException($"The decoded images of '{name}' take {needed} bytes; the cache '{folder}' may hold {LimitBytes}.");
        UnwritableException.Guard(folder, () => Directory.CreateDirectory(folder));
        MakeRoom(needed, PathOf(name));
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        if (needed > free) throw new UnwritableException($"The decoded images of '{name}' take {needed} bytes; the disk of '{folder}' has {free} free. Free some or name another folder, then the same command goes on from here.");
        return new PixelFileWriter(PathOf(name), layout);
    }

    private string PathOf(string name) => Path.Combine(folder, name + End);

    // Another writer may rename or drop a file between its listing and a look at its size: asking whether it exists notes the size too.
    private IEnumerable<FileInfo> Files() => new DirectoryInfo(folder) is { Exists: true } found
        ? found.EnumerateFiles().Where(file => (file.Name.EndsWith(End, StringComparison.Ordinal) || file.Name.EndsWith(DraftFile.Ending, StringComparison.Ordinal)) && file.Exists)
        : [];

    private void MakeRoom(long needed, string replaced)
    {
        var others = Files().Where(file => file.FullName != Path.GetFullPath(replaced)).OrderBy(file => file.LastWriteTimeUtc).ToList();
        var excess = others.Sum(file => file.Length) + needed - LimitBytes;
        Delete(others.TakeWhile(file => (excess -= file.Length) + file.Length > 0).ToList());
    }

    private static long Delete(IEnumerable<FileInfo> files) => files.ToList().Sum(file =>
    {
        var bytes = file.Length;
        file.Delete();
        return bytes;
    });
}
