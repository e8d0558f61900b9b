using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets;

/// <summary>
/// One task of another suite, shared out among clients, each of which is a task of this suite: heterogeneous clients of one label space. A
/// client has a few of the classes and a share of their training images, as in the pathological splits of federated learning; it is
/// validated and tested on all images of its classes. Nothing but the training images is shared out: two clients with a class have none in common.
/// </summary>
public sealed class ClientSuite : ISuite
{
    /// <summary>What its name has beyond the other's.</summary>
    public const string Suffix = "-clients";

    // Raised whenever the split changes: trained models are cached under it.
    private const int SplitVersion = 1;

    private readonly ISuite images;
    private readonly TaskInfo source;
    private readonly ClientPartition partition;
    private readonly TaskCache cache = new();

    /// <summary>Splits a task.</summary>
    /// <param name="images">The other suite, owned.</param>
    /// <param name="task">The task of it that is shared out.</param>
    /// <param name="clients">Number of clients; above 0.</param>
    /// <param name="classes">Classes a client; from 2 to all.</param>
    /// <exception cref="ArgumentException">There is no such task, or so many classes it has not.</exception>
    public ClientSuite(ISuite images, string task, int clients = 10, int classes = 4)
    {
        this.images = images;
        source = images.Tasks.FirstOrDefault(info => info.Name == task) ?? throw new ArgumentException($"Suite '{images.Name}' has no task '{task}'.", nameof(task));
        partition = new ClientPartition(clients, classes, source.Classes.Length, Seed.Of(Name, task));
        Tasks = [.. Enumerable.Range(1, clients).Select(number => new TaskInfo($"client-{number}", source.Classes))];
    }

    /// <inheritdoc/>
    public string Name => images.Name + Suffix;

    /// <inheritdoc/>
    public string Origin => images.Origin;

    /// <inheritdoc/>
    public string Fingerprint => Datasets.Fingerprint.Of(
        [images.Fingerprint, $"split {SplitVersion} of {source.Name}: {Tasks.Length} clients, {partition.Classes[0].Length} classes each", FormattableString.Invariant($"fine-tuning {FineTuningShare}")]);

    /// <inheritdoc/>
    public int Foundations => images.Foundations;

    /// <summary>A quarter: a client has a tenth of its task's training images, and still sees each of them more often than an expert of the whole task does.</summary>
    public double FineTuningShare => 0.25;

    /// <inheritdoc/>
    public int ImageSize => images.ImageSize;

    /// <inheritdoc/>
    public ImmutableArray<TaskInfo> Tasks { get; }

    /// <inheritdoc/>
    public int PretrainingClasses => images.PretrainingClasses;

    /// <inheritdoc/>
    public ImmutableArray<string> Damaged => images.Damaged;

    /// <inheritdoc/>
    public TaskData Load(string task)
    {
        var client = Tasks.Select(info => info.Name).ToList().IndexOf(task);
        if (client < 0) throw new ArgumentException($"Suite '{Name}' has no task '{task}'.", nameof(task));
        return cache.Get(task, () => Split(client));
    }

    /// <inheritdoc/>
    public ImageSplit? LoadPretraining() => images.LoadPretraining();

    /// <inheritdoc/>
    public void Dispose()
    {
        cache.Dispose();
        images.Dispose();
    }

    private TaskData Split(int client)
    {
        var whole = images.Load(source.Name);
        return new TaskData(
            Tasks[client],
            () => ImageSplit.Some(whole.Train, partition.SharesOf(whole.Train.Labels)[client]),
            () => ImageSplit.Some(whole.Validation, partition.OfClasses(client, whole.Validation.Labels)),
            () => ImageSplit.Some(whole.Test, partition.OfClasses(client, whole.Test.Labels)));
    }
}
