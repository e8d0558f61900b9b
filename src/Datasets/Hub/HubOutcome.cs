using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub;

/// <summary>What a fetch came to.</summary>
/// <param name="Snapshots">The repositories whose files are all there, in the order of the requests.</param>
/// <param name="Failures">The files that could not be had; the others were finished all the same.</param>
public sealed record HubOutcome(ImmutableArray<HubSnapshot> Snapshots, ImmutableArray<HubFailure> Failures)
{
    /// <summary>For callers that need everything.</summary>
    /// <exception cref="BadInputException">A file is missing; the message is the first one's.</exception>
    public void ThrowIfIncomplete()
    {
        if (Failures.IsEmpty) return;
        var rest = Failures.Length > 1 ? $" {Failures.Length - 1} more files failed." : "";
        throw new BadInputException(Failures[0].Message + rest);
    }
}
