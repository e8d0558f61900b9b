using SurgeryBench.Methods.Surgery;

namespace SurgeryBench.Methods.LowRank;

/// <summary>What a repair by weights does to the embedding.</summary>
/// <param name="Correction">Applied to it, taken over; null if it is written into the projection, or if nothing is done.</param>
/// <param name="Stored">Numbers it takes.</param>
internal sealed record FinalUpdate(Correction? Correction, long Stored);
