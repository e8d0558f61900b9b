namespace SurgeryBench.Methods.Surgery;

/// <summary>What a low-rank repair stores for each task.</summary>
/// <param name="Rank">Rank of every module.</param>
/// <param name="Modules">Modules a task.</param>
/// <param name="ParametersPerTask">Parameters of a task's modules together.</param>
public sealed record RepairSize(int Rank, int Modules, long ParametersPerTask);
