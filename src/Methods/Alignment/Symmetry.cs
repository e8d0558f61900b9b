namespace SurgeryBench.Methods.Alignment;

/// <summary>Channels of a tower whose order is arbitrary, so that two towers may have them in different ones.</summary>
/// <param name="Size">Number of channels.</param>
/// <param name="Heads">
/// Attention heads the channels come in: heads change places as a whole, and channels within their head. 1 for channels that move freely.
/// </param>
internal sealed record Symmetry(int Size, int Heads = 1);
