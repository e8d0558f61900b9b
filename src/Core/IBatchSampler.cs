namespace SurgeryBench.Core;

/// <summary>Chooses the images of each training step.</summary>
public interface IBatchSampler
{
    /// <summary>Draws the batches of one visit to a task.</summary>
    /// <param name="task">The task visited.</param>
    /// <param name="visit">How often it was visited before.</param>
    /// <param name="batches">How many batches.</param>
    /// <param name="size">Images a batch.</param>
    /// <param name="count">How many images there are.</param>
    /// <returns>Indices of each batch.</returns>
    IReadOnlyList<long[]> Draw(string task, int visit, int batches, int size, int count);
}
