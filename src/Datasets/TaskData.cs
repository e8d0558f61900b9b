namespace SurgeryBench.Datasets;

/// <summary>The labelled images of one task in three disjoint splits, each made when it is first asked for. It owns them.</summary>
public sealed class TaskData : IDisposable
{
    private readonly Lazy<ImageSplit> train, validation, test;

    /// <summary>Splits that are there already.</summary>
    public TaskData(TaskInfo task, ImageSplit train, ImageSplit validation, ImageSplit test) =>
        (Task, this.train, this.validation, this.test) = (task, new(train), new(validation), new(test));

    /// <summary>Splits that are made, once and by whoever asks first, when they are needed.</summary>
    public TaskData(TaskInfo task, Func<ImageSplit> train, Func<ImageSplit> validation, Func<ImageSplit> test) =>
        (Task, this.train, this.validation, this.test) = (task, new(train), new(validation), new(test));

    /// <summary>Name and classes.</summary>
    public TaskInfo Task { get; }

    /// <summary>What experts are fine-tuned on.</summary>
    /// <exception cref="Core.BadInputException">The images cannot be had.</exception>
    public ImageSplit Train => train.Value;

    /// <summary>What settings are chosen on; never trained on.</summary>
    /// <exception cref="Core.BadInputException">The images cannot be had.</exception>
    public ImageSplit Validation => validation.Value;

    /// <summary>What accuracies are reported on; no setting is chosen on its labels.</summary>
    /// <exception cref="Core.BadInputException">The images cannot be had.</exception>
    public ImageSplit Test => test.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var split in new[] { train, validation, test }.Where(split => split.IsValueCreated)) split.Value.Dispose();
    }
}
