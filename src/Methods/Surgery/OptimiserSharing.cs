namespace SurgeryBench.Methods.Surgery;

/// <summary>What happens to the other tasks' modules while one task trains.</summary>
public enum OptimiserSharing
{
    /// <summary>
    /// One Adam over all tasks with gradients zeroed, not dropped, between steps: modules of other tasks keep moving on their momentum.
    /// What the reference code does under the PyTorch of its day.
    /// </summary>
    Shared,

    /// <summary>Every task has an Adam of its own, as under PyTorch 2's zero_grad.</summary>
    Isolated,
}
