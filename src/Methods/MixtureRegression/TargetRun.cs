using System.Collections.Immutable;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>Neighbouring targets of one family, which are computed together.</summary>
/// <param name="Family">Their family.</param>
/// <param name="First">The first column.</param>
/// <param name="Count">How many columns.</param>
internal readonly record struct TargetRun(TargetFamily Family, int First, int Count)
{
    /// <summary>Cuts targets into runs.</summary>
    public static ImmutableArray<TargetRun> Of(IReadOnlyList<TargetFamily> families)
    {
        var runs = ImmutableArray.CreateBuilder<TargetRun>();
        for (var column = 0; column < families.Count; column++)
        {
            if (runs.Count > 0 && runs[^1].Family == families[column]) runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            else runs.Add(new TargetRun(families[column], column, 1));
        }
        return runs.ToImmutable();
    }
}
