using System.Security.Cryptography;
using System.Text;

namespace SurgeryBench.Datasets;

/// <summary>Short content keys.</summary>
public static class Fingerprint
{
    /// <summary>Sixteen hex digits of the SHA-256 of the lines.</summary>
    public static string Of(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];
}
