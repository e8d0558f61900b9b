using System.Security.Cryptography;
using System.Text;
using SurgeryBench.Core;
using SurgeryBench.Models.Safetensors;

namespace SurgeryBench.Experts;

/// <summary>
/// Weights in a cache: a safetensors file that says what its tensors hash to, so that one that was damaged, cut off or put there by somebody
/// else is known and never used.
/// </summary>
internal static class SealedWeights
{
    private const string Seal = "sha256";

    /// <summary>Writes a file, in place of one that may be there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="weights">Borrowed.</param>
    public static void Write(string path, Weights weights) => SafetensorsWriter.Write(path, weights, new Dictionary<string, string> { [Seal] = HashOf(weights) });

    /// <summary>Loads a file.</summary>
    /// <returns>Owned by the caller; null if the file is not what was written.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Weights? Load(string path)
    {
        try
        {
            using var file = SafetensorsFile.Open(path);
            var weights = file.ReadAll();
            if (file.Metadata.GetValueOrDefault(Seal) == HashOf(weights)) return weights;
            weights.Dispose();
            return null;
        }
        catch (BadInputException)
        {
            // No safetensors file, or not all of one.
            return null;
        }
    }

    private static string HashOf(Weights weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in weights.Names)
        {
            using var tensor = weights[name].detach().cpu().contiguous();
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor.dtype} {string.Join('x', tensor.shape)}"));
            hash.AppendData(tensor.bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
