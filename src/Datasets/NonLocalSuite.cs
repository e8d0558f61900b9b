using System.Collections.Immutable;

namespace SurgeryBench.Datasets;

/// <summary>
/// The images of another suite, for experts that do not share one base: every second task's expert, the second one's first, is fine-tuned
/// from another foundation. The non-local merging of arXiv:2410.12766.
/// </summary>
/// <param name="images">The other suite, owned.</param>
public sealed class NonLocalSuite(ISuite images) : ISuite
{
    /// <summary>What its name has beyond the other's.</summary>
    public const string Suffix = "-nonlocal";

    /// <inheritdoc/>
    public string Name => images.Name + Suffix;

    /// <inheritdoc/>
    public string Origin => images.Origin;

    /// <inheritdoc/>
    public int Foundations => 2;

    /// <inheritdoc/>
    public string Fingerprint => Datasets.Fingerprint.Of([images.Fingerprint, $"foundations {Foundations}"]);

    /// <inheritdoc/>
    public double FineTuningShare => images.FineTuningShare;

    /// <inheritdoc/>
    public int ImageSize => images.ImageSize;

    /// <inheritdoc/>
    public ImmutableArray<TaskInfo> Tasks => images.Tasks;

    /// <inheritdoc/>
    public int PretrainingClasses => images.PretrainingClasses;

    /// <inheritdoc/>
    public ImmutableArray<string> Damaged => images.Damaged;

    /// <inheritdoc/>
    public TaskData Load(string task) => images.Load(task);

    /// <inheritdoc/>
    public ImageSplit? LoadPretraining() => images.LoadPretraining();

    /// <inheritdoc/>
    public void Dispose() => images.Dispose();
}
