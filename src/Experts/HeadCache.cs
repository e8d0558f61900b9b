using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Experts;

/// <summary>Zero-shot heads by content key, a safetensors file each: a head is built once, and loaded from then on. A damaged file is made again.</summary>
/// <param name="directory">The cache; made when needed.</param>
public sealed class HeadCache(string directory)
{
    private const string Weight = "weight";

    /// <summary>Where the head of a key lies.</summary>
    public string PathOf(string key) => Path.Combine(directory, "heads", key, "head.safetensors");

    /// <summary>Loads a head, building it when it is not there.</summary>
    /// <param name="key">Its content key, see <see cref="HeadKey"/>.</param>
    /// <param name="classes">How many classes it has.</param>
    /// <param name="build">Builds it, without bias.</param>
    /// <param name="cancellation">Stops waiting for another process that builds the same head.</param>
    /// <returns>A head owned by the caller: on the CPU when loaded, else where it was built.</returns>
    /// <exception cref="BadInputException">The file holds no head of so many classes.</exception>
    public Head LoadOrBuild(string key, int classes, Func<Head> build, CancellationToken cancellation)
    {
        var path = PathOf(key);
        using var claim = FolderLock.Wait(Path.GetDirectoryName(path)!, cancellation);
        if (File.Exists(path) && SealedWeights.Load(path) is { } kept) return Of(kept, path, classes);
        var head = build();
        using var stored = new Weights([KeyValuePair.Create(Weight, head.Weight.alias())]);
        SealedWeights.Write(path, stored);
        return head;
    }

    private static Head Of(Weights kept, string path, int classes)
    {
        if (kept.Names is [Weight] && kept.TypeOf(Weight) == ScalarType.Float32 && kept.ShapeOf(Weight) is [var rows, _] && rows == classes) return new Head(kept[Weight]);
        kept.Dispose();
        throw new BadInputException($"'{path}' holds no head of {classes} classes; a float32 tensor '{Weight}' of [{classes}, embedding] was expected.");
    }
}
