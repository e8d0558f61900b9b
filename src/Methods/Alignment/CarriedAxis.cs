namespace SurgeryBench.Methods.Alignment;

/// <summary>An axis of a tensor whose entries are the channels of a symmetry.</summary>
/// <param name="Tensor">The tensor's name.</param>
/// <param name="Axis">Which of its axes.</param>
/// <param name="Symmetry">Index of the symmetry.</param>
/// <param name="Repeats">How often the channels stand one after the other on the axis: three times where query, key and value are one matrix.</param>
internal sealed record CarriedAxis(string Tensor, int Axis, int Symmetry, int Repeats);
