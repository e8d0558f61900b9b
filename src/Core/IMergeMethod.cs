namespace SurgeryBench.Core;

/// <summary>Combines experts fine-tuned from one base. Implementations are sealed records whose fields are their settings.</summary>
public interface IMergeMethod
{
    /// <summary>The row label in every table, kebab-case, e.g. <c>task-arithmetic</c>.</summary>
    string Name { get; }

    /// <summary>What the method looks at besides weights.</summary>
    DataUse Data => DataUse.None;

    /// <summary>Whether this is a row to compare with (a bound or a starting point) rather than a merge.</summary>
    bool IsReference => false;

    /// <summary>Whether it reports the jointly trained model, which not every zoo has.</summary>
    bool NeedsMultiTask => false;

    /// <summary>Whether the order of the experts may change the result.</summary>
    bool DependsOnOrder => false;

    /// <summary>
    /// Whether the merged model is a plain encoder for each task, see <see cref="MergedModel.WeightsFor"/>; not so for methods that route images,
    /// mix encoders or correct activations.
    /// </summary>
    bool GivesWeights => true;

    /// <summary>
    /// This method with each of the settings its papers search on labelled validation images; empty for methods that search none. Chosen
    /// settings are reported beside the default ones, never in their place.
    /// </summary>
    IEnumerable<IMergeMethod> Grid() => [];

    /// <summary>How many images it sends through an encoder with gradients, for estimates of time; 0 for methods that do not train.</summary>
    /// <param name="tasks">Number of tasks.</param>
    long TrainingImages(int tasks) => 0;

    /// <summary>Merges.</summary>
    /// <returns>A model owned by the caller that shares no storage with the input.</returns>
    /// <exception cref="MisfitException">The experts do not fit the base.</exception>
    MergedModel Merge(MergeInput input);
}
