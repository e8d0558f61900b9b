using SurgeryBench.Datasets.Hub;
using SurgeryBench.Experts.Published;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Where the models and images of <c>clip8</c> are to come from.</summary>
/// <param name="Hub">The hub and its cache.</param>
/// <param name="Models">The repositories of the models.</param>
/// <param name="AreModelsOwn">Whether the caller named them, so that their own description says the sizes of the backbone.</param>
internal sealed record ClipSelection(HubSettings Hub, HubModels Models, bool AreModelsOwn)
{
    /// <summary>The folder of the papers' own checkpoints; null for the hub's.</summary>
    public string? Checkpoints { get; init; }

    /// <summary>Whether test sets and towers may have other sizes than the published ones.</summary>
    public bool AnySize { get; init; }

    /// <summary>The family that the models are of: models that were named, or of any size, never share a table with the published ones.</summary>
    public string Family => AreModelsOwn || AnySize ? PublishedModels.Own : Checkpoints is null ? PublishedModels.HuggingFace : PublishedModels.TaskArithmetic;
}
