namespace SurgeryBench.Methods.Merging;

/// <summary>The two published forms of PCB-Merging.</summary>
public enum PcbForm
{
    /// <summary>The function of the authors' repository: magnitudes clamped at 0.01 %, tasks compete by their task vectors.</summary>
    Simple,

    /// <summary>Its script for image encoders: magnitudes clamped at 1 %, tasks compete by signs and normalised magnitudes.</summary>
    Vision,
}
