using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SurgeryBench.Results.Storage;

/// <summary>Short names of keys: the same in every process and on every machine, whatever the order of the fields.</summary>
internal static class ContentHash
{
    private const int Digits = 12;

    /// <summary>Twelve hex digits of the SHA-256 of a key's JSON.</summary>
    public static string Of<T>(T key)
    {
        var json = CanonicalJson.Of(JsonSerializer.Serialize(key, JsonFile.Options), typeof(T).Name);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..Digits];
    }
}
