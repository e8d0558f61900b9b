using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;

namespace SurgeryBench.Methods.Families;

/// <summary>Merges of one family's members that leave out what does harm, judged by a proxy score. A recipe is a coefficient a member.</summary>
/// <param name="members">Borrowed.</param>
/// <param name="score">Says how good weights are; higher is better.</param>
internal sealed class SelectiveMerge(ImmutableArray<Weights> members, Func<Weights, double> score)
{
    private static readonly ImmutableArray<double> Shares = [.. Setting.Steps(0.1m, 0.9m, 0.1m).Reverse()];

    /// <summary>
    /// The plain mean of accepted members: the best comes first, and each further one stays only if the score does not fall.
    /// </summary>
    public MergeRecipe ByAverage()
    {
        var (order, best) = Start();
        foreach (var candidate in order.Skip(1))
        {
            var accepted = best.Coefficients.Count(value => value > 0);
            var trial = Scored(Mixed(best.Coefficients, candidate, (double)accepted / (accepted + 1)));
            if (trial.Score >= best.Score) best = trial;
        }
        return best;
    }

    /// <summary>The same with each further member at the best of the shares 0.1 to 0.9, the larger share of what is there where several tie.</summary>
    public MergeRecipe ByCoefficient()
    {
        var (order, best) = Start();
        foreach (var candidate in order.Skip(1))
        {
            var trial = Shares.Select(share => Scored(Mixed(best.Coefficients, candidate, share))).MaxBy(recipe => recipe.Score)!;
            if (trial.Score >= best.Score) best = trial;
        }
        return best;
    }

    /// <summary>Coefficients found by CMA-ES on [0, 1], normalised to sum 1, or equal ones if none is better.</summary>
    /// <param name="evaluations">Scores it may ask for.</param>
    /// <param name="seed">Where its draws come from.</param>
    public MergeRecipe ByEvolution(int evaluations, Seed seed)
    {
        var search = new CovarianceAdaptation([.. members.Select(_ => 0.5)], spread: 1.0 / 6, seed);
        return Scored(Normalised(search.Minimise(point => -Scored(Normalised(point)).Score, evaluations)));
    }

    /// <summary>Σ c θ over the members.</summary>
    /// <returns>Owned by the caller.</returns>
    public Weights Merge(ImmutableArray<double> coefficients) => members[0].Map((name, first) =>
    {
        if (!first.is_floating_point()) return first.clone();
        var sum = first * coefficients[0];
        for (var member = 1; member < members.Length; member++)
        {
            if (coefficients[member] != 0) sum.add_(members[member].Take(name), coefficients[member]);
        }
        return sum;
    });

    private (ImmutableArray<int> Order, MergeRecipe Best) Start()
    {
        var single = Enumerable.Range(0, members.Length).Select(member => Scored([.. members.Select((_, other) => other == member ? 1.0 : 0)])).ToList();
        ImmutableArray<int> order = [.. Enumerable.Range(0, members.Length).OrderByDescending(member => single[member].Score)];
        return (order, single[order[0]]);
    }

    private MergeRecipe Scored(ImmutableArray<double> coefficients)
    {
        using var merged = Merge(coefficients);
        return new MergeRecipe(coefficients, score(merged));
    }

    private static ImmutableArray<double> Mixed(ImmutableArray<double> present, int candidate, double share) =>
        [.. present.Select((value, member) => (share * value) + (member == candidate ? 1 - share : 0))];

    private static ImmutableArray<double> Normalised(ImmutableArray<double> point)
    {
        var clamped = point.Select(value => Math.Clamp(value, 0, 1)).ToArray();
        var sum = clamped.Sum();
        return [.. clamped.Select(value => sum > 0 ? value / sum : 1.0 / clamped.Length)];
    }
}
