using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Tables;

/// <summary>One value of one run, with the counts it was made from if it has any.</summary>
internal sealed record LongValue(string Task, Metric Metric, double Value, TaskScore? Counts = null);
