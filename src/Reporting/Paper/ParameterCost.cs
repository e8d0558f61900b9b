using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>What a repair stores on a backbone, whatever merge it repairs.</summary>
/// <param name="Backbone">The backbone's id.</param>
/// <param name="Repair">The repair's id.</param>
/// <param name="Rank">Rank of its modules.</param>
/// <param name="Modules">Modules a task.</param>
/// <param name="PerTask">Parameters a task.</param>
/// <param name="TowerParameters">Parameters of the backbone's image tower.</param>
public sealed record ParameterCost(string Backbone, string Repair, int Rank, int Modules, long PerTask, long TowerParameters)
{
    /// <summary>How many tasks the suite has.</summary>
    public static int Tasks => PublishedFamily.Tasks.Length;

    /// <summary>Parameters of all tasks together.</summary>
    public long AllTasks => Tasks * PerTask;

    /// <summary>All tasks together as a fraction of one tower.</summary>
    public double Share => (double)AllTasks / TowerParameters;
}
