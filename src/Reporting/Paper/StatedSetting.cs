using System.Text.Json;
using SurgeryBench.Results;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>The setting that a published number stands on, looked up in a run: Surgery at rank 16 says nothing about Surgery at rank 304.</summary>
internal static class StatedSetting
{
    /// <summary>Whether the run has the setting that the source states; true if it states none, or the run's method knows no such setting.</summary>
    public static bool Holds(PublishedRow source, RunKey run)
    {
        if (source.Setting.Split('=') is not [var name, var value]) return true;
        using var settings = JsonDocument.Parse(source.Repair == RunKey.NoRepair ? run.MethodSettings : run.RepairSettings);
        return !settings.RootElement.TryGetProperty(name, out var ours) || ours.ToString() == value;
    }
}
