using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SurgeryBench.Datasets;
using SurgeryBench.Models;

namespace SurgeryBench.Experts;

/// <summary>The content key of a trained zoo: it changes with anything the weights depend on.</summary>
public static class ZooKey
{
    private const int Digits = 12;

    /// <summary>Hashes suite content, tower, recipe and seed.</summary>
    /// <returns>Twelve hex digits.</returns>
    public static string Of(ISuite suite, VisionTransformer backbone, ZooRecipe recipe, int seed)
    {
        var tower = backbone.Shape;
        // Named one by one: a property added to the tower's shape must not give every zoo a new key.
        var sizes = new { tower.Width, tower.Blocks, tower.Heads, tower.Patch, tower.ImageSize, tower.EmbeddingSize, tower.Grid, tower.Tokens, tower.HeadWidth };
        var text = JsonSerializer.Serialize(new { suite.Name, suite.Fingerprint, Backbone = backbone.Name, Shape = sizes, Recipe = recipe, Seed = seed });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }
}
