using SurgeryBench.Core;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>Choice of K, λ1 and λ2.</summary>
internal static class MixtureSelection
{
    private static readonly double[] ShiftPenalties = [8, 6, 5, 4, 3, 2.5, 2, 1.75, 1.5, 1.25];

    /// <summary>Fits every K along a path of λ1.</summary>
    /// <param name="train">Borrowed.</param>
    /// <param name="heldOut">Borrowed.</param>
    /// <param name="settings">All but K and λ1.</param>
    /// <param name="seed">Where the starts come from.</param>
    /// <param name="components">The values of K.</param>
    /// <param name="penalties">The values of λ1, falling; see <see cref="PenaltyPath"/>.</param>
    public static IReadOnlyList<MixtureCandidate> Candidates(
        MixtureData train, MixtureData heldOut, MixtureSettings settings, Seed seed, IEnumerable<int> components, IReadOnlyList<double> penalties)
    {
        var candidates = new List<MixtureCandidate>();
        foreach (var count in components)
        {
            var fits = PenaltyPath.Walk(train, settings with { Components = count }, seed.For($"{count} components"), penalties);
            foreach (var (fit, penalty) in fits.Zip(penalties))
            {
                using (fit) candidates.Add(new MixtureCandidate(count, penalty, fit.Bic, fit.Model.LogLikelihood(heldOut) / heldOut.Count));
            }
        }
        return candidates;
    }

    /// <summary>The candidate with the lowest criterion.</summary>
    public static MixtureCandidate ByBic(IEnumerable<MixtureCandidate> candidates) => candidates.MinBy(candidate => candidate.Bic)!;

    /// <summary>The candidate under which held-out samples are likeliest.</summary>
    public static MixtureCandidate ByHeldOut(IEnumerable<MixtureCandidate> candidates) => candidates.MaxBy(candidate => candidate.HeldOut)!;

    /// <summary>The smallest λ2 of a fixed list that shifts no more than a part of the entries observed; infinity if none does.</summary>
    /// <param name="data">Borrowed.</param>
    /// <param name="settings">All but λ2.</param>
    /// <param name="seed">Where the starts come from.</param>
    /// <param name="share">The most that may shift; default 0.1.</param>
    public static double ShiftPenalty(MixtureData data, MixtureSettings settings, Seed seed, double share = 0.1)
    {
        var best = double.PositiveInfinity;
        foreach (var penalty in ShiftPenalties)
        {
            using var fit = new MixtureFitter(settings with { ShiftPenalty = penalty }, seed).Fit(data);
            if (fit.ShiftedShare(data) > share) break;
            best = penalty;
        }
        return best;
    }
}
