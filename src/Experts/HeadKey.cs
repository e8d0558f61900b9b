using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SurgeryBench.Experts;

/// <summary>The content key of a zero-shot head: it changes with anything the head depends on.</summary>
public static class HeadKey
{
    private const int Digits = 12;

    /// <summary>Hashes the text tower's identity, class names and templates, in their order.</summary>
    /// <param name="tower">What tells the text weights from all others, e.g. a hash of their file.</param>
    /// <param name="classes">Class names in label order.</param>
    /// <param name="templates">Prompt templates.</param>
    /// <returns>Twelve hex digits.</returns>
    public static string Of(string tower, IReadOnlyList<string> classes, IReadOnlyList<string> templates)
    {
        var text = JsonSerializer.Serialize(new { Tower = tower, Classes = classes, Templates = templates });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }
}
