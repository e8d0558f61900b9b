using SurgeryBench.Core;
using SurgeryBench.Models;

namespace SurgeryBench.Experts;

/// <summary>Where the zoos of a sweep come from.</summary>
public interface IZooSource : IDisposable
{
    /// <summary>Which set of experts, kebab-case; numbers of different families never share a table.</summary>
    string Family { get; }

    /// <summary>The tower the weights belong to, under the names they have in this family.</summary>
    VisionTransformer Backbone { get; }

    /// <summary>Whether the zoos hold a jointly trained model, which the row <c>mtl</c> reports.</summary>
    bool HasMultiTask { get; }

    /// <summary>The content key of a seed's zoo, 12 hex digits: it changes with anything the weights depend on.</summary>
    string KeyOf(int seed);

    /// <summary>Whether a seed's zoo has to be trained before it can be loaded.</summary>
    bool NeedsTraining(int seed);

    /// <summary>Loads a seed's zoo, making what is missing of it.</summary>
    /// <param name="seed">Number of the seed.</param>
    /// <param name="workers">Models made at a time; results do not depend on it.</param>
    /// <param name="progress">Told of every step; null for nobody.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>A zoo owned by the caller.</returns>
    /// <exception cref="BadInputException">A file or the images are not what they should be.</exception>
    Zoo Load(int seed, int workers, IProgress<StepProgress>? progress, CancellationToken cancellation);
}
