using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Datasets;

/// <summary>Cheap content keys of large files.</summary>
/// <param name="folder">Where hashes that had to be computed are kept.</param>
public sealed partial class FileContent(string folder)
{
    /// <summary>
    /// The name of the file a link points to, where that is a hash, as in the hub's own cache; otherwise the SHA-256 of its bytes, computed
    /// once for each path, size and time of writing.
    /// </summary>
    public string Of(string path)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true);
        if (target is not null && HashName().IsMatch(target.Name)) return target.Name;
        var file = new FileInfo(target?.FullName ?? Path.GetFullPath(path));
        var key = Fingerprint.Of([file.FullName, string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}")]);
        var kept = Path.Combine(folder, $"{key}.sha256");
        if (File.Exists(kept) && File.ReadAllText(kept) is var known && HashName().IsMatch(known)) return known;
        return Keep(kept, Hash(file.FullName));
    }

    private static string Keep(string kept, string hash)
    {
        AtomicFile.Replace(kept, Encoding.ASCII.GetBytes(hash));
        return hash;
    }

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    [GeneratedRegex("^([0-9a-f]{40}|[0-9a-f]{64})$")]
    private static partial Regex HashName();
}
