using System.Security.Cryptography;
using SurgeryBench.Core;

namespace SurgeryBench.Experts;

/// <summary>
/// A digest of what a zoo's models are, number by number. A zoo's key says how it was trained; trained on another kind of processor, which
/// rounds otherwise, it holds other models under the same key.
/// </summary>
public static class ZooDigest
{
    private const int Digits = 12;

    /// <summary>Digests base, experts and jointly trained model.</summary>
    /// <param name="zoo">Borrowed, on the CPU.</param>
    /// <returns>Twelve hex digits.</returns>
    public static string Of(Zoo zoo)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var model in zoo.Experts.Select(expert => expert.Weights).Prepend(zoo.Base).Concat(zoo.MultiTask is { } joint ? [joint] : []))
        {
            foreach (var name in model.Names) hash.AppendData(model[name].bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}
