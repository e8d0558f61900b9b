using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Models;

namespace SurgeryBench.Experts;

/// <summary>Zoos trained here, for suites that have no published experts.</summary>
/// <param name="suite">Images, borrowed.</param>
/// <param name="backbone">The tower to train.</param>
/// <param name="recipe">How.</param>
/// <param name="store">Keeps what was trained.</param>
public sealed class TrainedZoos(ISuite suite, VisionTransformer backbone, ZooRecipe recipe, ZooStore store) : IZooSource
{
    /// <summary>The family's id.</summary>
    public const string FamilyName = "trained";

    /// <inheritdoc/>
    public string Family => FamilyName;

    /// <inheritdoc/>
    public VisionTransformer Backbone => backbone;

    /// <inheritdoc/>
    public bool HasMultiTask => true;

    /// <inheritdoc/>
    public string KeyOf(int seed) => ZooKey.Of(suite, backbone, recipe, seed);

    /// <inheritdoc/>
    public bool NeedsTraining(int seed) => !store.Contains(KeyOf(seed), suite);

    /// <inheritdoc/>
    public Zoo Load(int seed, int workers, IProgress<StepProgress>? progress, CancellationToken cancellation) =>
        store.LoadOrTrain(suite, backbone, recipe, seed, workers, progress, cancellation);

    /// <summary>Nothing is held.</summary>
    public void Dispose() { }
}
