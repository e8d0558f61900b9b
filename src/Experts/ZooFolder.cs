using SurgeryBench.Core;
using SurgeryBench.Core.Training;

namespace SurgeryBench.Experts;

/// <summary>The files of one zoo.</summary>
/// <param name="folder">Where they lie.</param>
/// <param name="progress">Told of files that are made again; null for nobody.</param>
internal sealed class ZooFolder(string folder, IProgress<StepProgress>? progress)
{
    /// <summary>Loads a model, or makes and keeps it where there is none, or none that is whole.</summary>
    /// <param name="name">Name of its file, without ending.</param>
    /// <param name="make">Makes it.</param>
    /// <returns>Owned by the caller.</returns>
    public Weights LoadOrMake(string name, Func<Weights> make)
    {
        var path = Path.Combine(folder, $"{name}.safetensors");
        if (File.Exists(path))
        {
            if (SealedWeights.Load(path) is { } kept) return kept;
            progress?.Report(new StepProgress($"{name} again, because '{path}' is damaged", 1, 1, double.NaN));
        }
        using var lease = CollectionGate.Enter();
        var made = make();
        SealedWeights.Write(path, made);
        return made;
    }
}
