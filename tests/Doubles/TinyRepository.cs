using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace SurgeryBench.Tests.Doubles;

/// <summary>A repository of a hub of the tests.</summary>
internal sealed class TinyRepository
{
    public ConcurrentDictionary<string, TinyFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes with every file that is put in.</summary>
    public string Commit { get; set; } = new('0', 40);

    /// <summary>What everything about it is answered with; null for what was asked.</summary>
    public int? Refusal { get; set; }

    /// <summary>X-Error-Code of a refusal.</summary>
    public string? RefusalCode { get; set; }

    /// <summary>The token without which the answer is 401; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>The repository that it was renamed to; null for none.</summary>
    public string? MovedTo { get; set; }

    public TinyFile Put(string path, byte[] bytes, bool large = false)
    {
        var file = new TinyFile(bytes, large);
        Files[path] = file;
        Commit = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Commit + path + file.Hash)))[..40];
        return file;
    }

    public int? RefusalOf(TinyRequest request) => Token is { } token && request.Authorization != $"Bearer {token}" ? 401 : Refusal;
}
