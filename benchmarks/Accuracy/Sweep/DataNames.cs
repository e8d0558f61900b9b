using SurgeryBench.Core;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>How records and listings call what data was used.</summary>
internal static class DataNames
{
    public static string Of(DataUse use) => use switch
    {
        DataUse.UnlabelledTest => "unlabelled-test",
        DataUse.UnlabelledTrain => "unlabelled-train",
        DataUse.LabelledTrain => "labelled-train",
        DataUse.LabelledValidation => "labelled-validation",
        _ => "none",
    };

    /// <summary>Of a method and a repair together.</summary>
    public static string Of(DataUse method, DataUse repair) =>
        string.Join('+', new[] { method, repair }.Where(use => use != DataUse.None).Distinct().Select(Of)) is { Length: > 0 } names ? names : Of(DataUse.None);
}
