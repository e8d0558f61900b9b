using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Keeps runs on different models out of one table, even where the models were trained by one recipe.</summary>
internal static class ZooMatch
{
    /// <summary>Checks that the records of a zoo in a store were measured on the models at hand.</summary>
    /// <param name="store">Where records are.</param>
    /// <param name="key">The zoo's key.</param>
    /// <param name="digest">What its models are; null if that follows from the key.</param>
    /// <exception cref="BadInputException">They were measured on others.</exception>
    public static void ThrowIfOther(RunStore store, string key, string? digest)
    {
        if (digest is null) return;
        var other = store.All().FirstOrDefault(record => record.Key.Zoo == key && record.Provenance.ZooDigest is { } recorded && recorded != digest);
        if (other is null) return;
        throw new BadInputException(
            $"The records of zoo {key} in '{store.Root}' were measured on models with digest {other.Provenance.ZooDigest}, trained on {other.Provenance.Machine}; "
            + $"here the same training gave {digest}. Their rows cannot share a table: give these an --out of their own.");
    }
}
