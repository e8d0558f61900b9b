using System.Collections.Immutable;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary>What <c>fetch</c> was asked for.</summary>
/// <param name="Requests">The files.</param>
/// <param name="Settings">The hub and its cache.</param>
/// <param name="DryRun">Whether only the plan is wanted.</param>
/// <param name="Quiet">Whether nothing but failures is said.</param>
internal sealed record FetchChoice(ImmutableArray<HubRequest> Requests, HubSettings Settings, bool DryRun, bool Quiet);
