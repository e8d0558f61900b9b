namespace SurgeryBench.Core.Training;

/// <summary>
/// Keeps the native heap of a training loop flat. Small finalisable native objects pin holes in the C heap until a collection that a
/// loop with little managed garbage never triggers; so every few steps it asks for one.
/// </summary>
/// <param name="every">Steps between two cleanings; above 0.</param>
public sealed class StepHousekeeper(int every = 64)
{
    private int steps;

    /// <summary>Counts a step and cleans when it is time.</summary>
    public void AfterStep()
    {
        if (++steps % every == 0) CollectionGate.Collect();
        else CollectionGate.Yield();
    }
}
