namespace SurgeryBench.Core;

/// <summary>Experts do not fit the base they are to be merged with.</summary>
public sealed class MisfitException : BadInputException
{
    private const int Listed = 20;

    /// <summary>States the misfits.</summary>
    public MisfitException(string message) : base(message) { }

    /// <summary>Names every tensor that does not fit, of all models together.</summary>
    /// <param name="anchor">The base, which all of them have to fit.</param>
    /// <param name="experts">The experts.</param>
    /// <param name="multiTask">The jointly trained encoder; null if there is none.</param>
    /// <param name="foundations">What the experts were fine-tuned from, in their order; null or empty if that is the base.</param>
    /// <exception cref="MisfitException">There is at least one.</exception>
    public static void ThrowIfAny(Weights anchor, IReadOnlyList<Expert> experts, Weights? multiTask = null, IEnumerable<Weights>? foundations = null)
    {
        var faults = experts.SelectMany(expert => expert.Weights.MisfitsAgainst(anchor, $"Expert '{expert.Task}'"))
            .Concat((foundations ?? []).Index().SelectMany(pair => pair.Item.MisfitsAgainst(anchor, $"The foundation of expert '{experts[pair.Index].Task}'")))
            .Concat(multiTask?.MisfitsAgainst(anchor, "The multi-task model") ?? []).ToList();
        if (faults.Count == 0) return;
        var rest = faults.Count > Listed ? $" … and {faults.Count - Listed} more." : "";
        throw new MisfitException(string.Join(" ", faults.Take(Listed)) + rest);
    }
}
