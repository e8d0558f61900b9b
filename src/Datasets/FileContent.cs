using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Datasets.Hub.Store;

namespace SurgeryBench.Datasets;

/// <summary>Cheap content keys of large files.</summary>
/// <param name="folder">Where hashes that had to be computed are kept.</param>
public sealed partial class FileContent(string folder)
{
    private const int BufferBytes = 1 << 20;

    /// <summary>
    /// The name of the file a link points to, where that is a hash, as in the hub's own cache; otherwise the SHA-256 of its bytes, computed
    /// once for each path, size and time of writing.
    /// </summary>
    public string Of(string path)
    {
        if (HashIn(path) is { } named) return named.Name;
        var file = new FileInfo(Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path));
        return Kept(file) ?? Keep(file, Hash(file.FullName));
    }

    /// <summary>
    /// Checks that a file of a hub cache holds what its name says, once for each path, size and time of writing: somebody else may have put it
    /// there, and most hub libraries look at sizes alone. Other files have nothing to be checked against.
    /// </summary>
    /// <exception cref="BadInputException">It holds something else.</exception>
    public void Check(string path)
    {
        if (HashIn(path) is not { } blob || Kept(blob) == blob.Name) return;
        if (Difference(blob) is { } found)
        {
            throw new BadInputException(
                $"'{path}' is damaged: its bytes hash to {found}, and {blob.Name} was fetched. Delete '{blob.FullName}', and 'surgerybench fetch' brings it again.");
        }
        Keep(blob, blob.Name);
    }

    private static FileInfo? HashIn(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target && HashName().IsMatch(target.Name) ? target : null;

    private string? Kept(FileInfo file) => PlaceOf(file) is var place && File.Exists(place) && File.ReadAllText(place) is var known && HashName().IsMatch(known) ? known : null;

    private string Keep(FileInfo file, string hash)
    {
        AtomicFile.Replace(PlaceOf(file), Encoding.ASCII.GetBytes(hash));
        return hash;
    }

    private string PlaceOf(FileInfo file) =>
        Path.Combine(folder, $"{Fingerprint.Of([file.FullName, string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}")])}.sha256");

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string? Difference(FileInfo blob)
    {
        using var stream = blob.OpenRead();
        using var hash = new BlobHash(blob.Name, blob.Length);
        var buffer = new byte[BufferBytes];
        while (stream.Read(buffer) is var count and > 0) hash.Append(buffer.AsSpan(0, count));
        return hash.Difference();
    }

    [GeneratedRegex("^([0-9a-f]{40}|[0-9a-f]{64})$")]
    private static partial Regex HashName();
}
