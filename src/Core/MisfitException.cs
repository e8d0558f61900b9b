namespace SurgeryBench.Core;

/// <summary>Experts do not fit the base they are to be merged with.</summary>
public sealed class MisfitException : BadInputException
{
    private const int Listed = 20;

    /// <summary>States the misfits.</summary>
    public MisfitException(string message) : base(message) { }

    /// <summary>Names every tensor that does not fit, of all models together.</summary>
    /// <exception cref="MisfitException">There is at least one.</exception>
    public static void ThrowIfAny(Weights anchor, IEnumerable<Expert> experts, Weights? multiTask = null)
    {
        var faults = experts.SelectMany(expert => expert.Weights.MisfitsAgainst(anchor, $"Expert '{expert.Task}'"))
            .Concat(multiTask?.MisfitsAgainst(anchor, "The multi-task model") ?? []).ToList();
        if (faults.Count == 0) return;
        var rest = faults.Count > Listed ? $" … and {faults.Count - Listed} more." : "";
        throw new MisfitException(string.Join(" ", faults.Take(Listed)) + rest);
    }
}
