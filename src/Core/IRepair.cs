namespace SurgeryBench.Core;

/// <summary>Corrects a merged model towards its experts. Implementations are sealed records whose fields are their settings.</summary>
public interface IRepair
{
    /// <summary>The row label in every table, kebab-case, e.g. <c>surgery-v2</c>.</summary>
    string Name { get; }

    /// <summary>What the repair looks at besides weights.</summary>
    DataUse Data { get; }

    /// <summary>Whether it works on the merged weights, beyond what the model computes, and so asks for a merge that <see cref="IMergeMethod.GivesWeights"/>.</summary>
    bool NeedsWeights => false;

    /// <summary>
    /// Whether it corrects the model for each task apart, which brings it closer to every expert and asks for the task at inference, as most do;
    /// false for one that tunes the model for all its tasks at once.
    /// </summary>
    bool IsPerTask => true;

    /// <summary>How many images it sends through an encoder with gradients, for estimates of time; 0 where it trains on embeddings alone.</summary>
    /// <param name="tasks">Number of tasks.</param>
    long TrainingImages(int tasks) => 0;

    /// <summary>Repairs.</summary>
    /// <param name="merged">Borrowed, so that several repairs can start from one merge; it has to outlive the result, which refers to it.</param>
    /// <param name="input">Experts, images and their targets.</param>
    /// <returns>A model owned by the caller; disposing it leaves <paramref name="merged"/> alone.</returns>
    MergedModel Repair(MergedModel merged, RepairInput input);
}
