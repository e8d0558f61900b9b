using System.Net;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>A fault that may be gone at the next try.</summary>
internal sealed class TransientHubException(string message, Exception? inner = null) : BadInputException(message, inner!)
{
    /// <summary>How long the server asks to be left alone; null if it did not say.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>What the server answered; null if it did not.</summary>
    internal HttpStatusCode? Status { get; init; }
}
