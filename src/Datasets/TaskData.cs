namespace SurgeryBench.Datasets;

/// <summary>The labelled images of one task in three disjoint splits. It owns them.</summary>
/// <param name="Task">Name and classes.</param>
/// <param name="Train">What experts are fine-tuned on.</param>
/// <param name="Validation">What settings are chosen on; never trained on.</param>
/// <param name="Test">What accuracies are reported on; no setting is chosen on its labels.</param>
public sealed record TaskData(TaskInfo Task, ImageSplit Train, ImageSplit Validation, ImageSplit Test) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test.Dispose();
    }
}
