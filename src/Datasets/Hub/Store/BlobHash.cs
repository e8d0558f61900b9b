using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>
/// Checks a blob against its name: SHA-256 of its bytes where that has 64 hex digits, git's SHA-1 of a blob where it has 40. Other names say
/// nothing about the bytes.
/// </summary>
internal sealed class BlobHash : IDisposable
{
    private readonly string expected;
    private readonly IncrementalHash? hash;

    /// <param name="name">The blob's name.</param>
    /// <param name="size">Its bytes, which git hashes too.</param>
    internal BlobHash(string name, long size)
    {
        expected = name;
        hash = !IsHash(name) ? null : IncrementalHash.CreateHash(name.Length == 64 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        if (name.Length == 40) hash?.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {size}\0")));
    }

    /// <summary>Whether a name is a hash of the bytes.</summary>
    internal static bool IsHash(string name) => name.Length is 40 or 64 && name.All(char.IsAsciiHexDigitLower);

    internal void Append(ReadOnlySpan<byte> bytes) => hash?.AppendData(bytes);

    /// <summary>What the bytes hash to instead of the name; null if all is well.</summary>
    internal string? Difference()
    {
        if (hash is null) return null;
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        return found == expected ? null : found;
    }

    public void Dispose() => hash?.Dispose();
}
