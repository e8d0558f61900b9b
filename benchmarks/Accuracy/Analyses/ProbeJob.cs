using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>One row and case of a probe: what to measure and under which key its record goes.</summary>
/// <param name="Row">Method and repair.</param>
/// <param name="Case">What to measure.</param>
/// <param name="Key">Where the record goes.</param>
internal sealed record ProbeJob(PlannedRow Row, ProbeCase Case, ProbeKey Key)
{
    /// <summary>How people call it.</summary>
    public string Label => $"{Key.Analysis}: {Row.Label}, seed {Key.Row.Seed}{(Case.Settings == RunKey.NoSettings ? "" : $" {Case.Settings}")}";
}
