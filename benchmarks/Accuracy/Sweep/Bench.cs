using System.Collections.Immutable;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Evaluation;
using SurgeryBench.Experts;
using TorchSharp;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>
/// What all rows of one seed share: the zoo on its device, each split's images, and the experts' answers to them, computed once. Owns the
/// zoo. Safe for several threads.
/// </summary>
internal sealed class Bench : IDisposable
{
    private readonly ISuite suite;
    private readonly ImmutableDictionary<DataUse, Lazy<ExpertTargets>> targets;

    private Bench(ISuite suite, IBackbone backbone, Zoo zoo, string? digest, torch.Device device)
    {
        (this.suite, Backbone, Digest, Device) = (suite, backbone, digest, device);
        Zoo = device.type == DeviceType.CPU ? zoo : Moved(zoo, device);
        var uses = Enum.GetValues<DataUse>();
        targets = uses.ToImmutableDictionary(use => use, use => new Lazy<ExpertTargets>(() => new ExpertTargets(Backbone, Zoo.Experts, DataFor(use))));
    }

    /// <summary>Loads the zoo of a seed, training what is missing of it, with all that a plan's rows of that seed share.</summary>
    /// <param name="plan">Suite, zoos, device and precision.</param>
    /// <param name="seed">Number of the seed.</param>
    /// <param name="view">Shown what is decoded and trained.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public static Bench Open(SweepPlan plan, int seed, ISweepView view, CancellationToken cancellation)
    {
        // One core a row: on tensors this small that beats several cores a row, and sums, so all results, do not depend on how many cores there are.
        torch.set_num_threads(1);
        plan.Decoding.ShowOn(view);
        var zoo = plan.Zoos.Load(seed, plan.Selection.Threads, new ZooProgress(seed, view), cancellation);
        // Published models are pinned by revision and checked as they are fetched.
        var digest = plan.Zoos.Family == TrainedZoos.FamilyName ? ZooDigest.Of(zoo) : null;
        return new Bench(plan.Suite, Precision.Of(plan.Selection.Precision, plan.Zoos.Backbone), zoo, digest, DeviceName.Parse(plan.Selection.Device));
    }

    public IBackbone Backbone { get; }

    public Zoo Zoo { get; }

    /// <summary>What the zoo's models are; null where its key says it.</summary>
    public string? Digest { get; }

    /// <summary>Where models and images are.</summary>
    public torch.Device Device { get; }

    /// <summary>The images a declaration asks for; labels only where it asks for them.</summary>
    public ImmutableArray<TaskImages> DataFor(DataUse use) => use == DataUse.None ? [] : [.. suite.Tasks.Select(task => ImagesOf(suite.Load(task.Name), use))];

    /// <summary>The experts' representations of the images a declaration asks for.</summary>
    public ExpertTargets TargetsFor(DataUse use) => targets[use].Value;

    /// <summary>The test images of a task, still owned by the suite.</summary>
    public ImageSplit TestOf(string task) => suite.Load(task).Test;

    /// <summary>One scorer a task, on test images.</summary>
    public IEnumerable<TaskScorer> Scorers() => Zoo.Experts.Select(expert =>
    {
        var test = suite.Load(expert.Task).Test;
        return new TaskScorer(expert, test.On(Device), test.Labels, TargetsFor(DataUse.UnlabelledTest));
    });

    /// <summary>One scorer of accuracy alone a task, on test images or on the validation images that settings are chosen on.</summary>
    public IEnumerable<TaskScorer> Accuracies(bool onTest) => Zoo.Experts.Select(expert =>
    {
        var data = suite.Load(expert.Task);
        var split = onTest ? data.Test : data.Validation;
        return new TaskScorer(expert, split.On(Device), split.Labels, targets: null);
    });

    public void Dispose()
    {
        foreach (var lazy in targets.Values.Where(lazy => lazy.IsValueCreated)) lazy.Value.Dispose();
        Zoo.Dispose();
    }

    private TaskImages ImagesOf(TaskData data, DataUse use)
    {
        var split = use switch { DataUse.UnlabelledTest => data.Test, DataUse.LabelledValidation => data.Validation, _ => data.Train };
        var isLabelled = use is DataUse.LabelledTrain or DataUse.LabelledValidation;
        return new TaskImages(data.Task.Name, split.On(Device), isLabelled ? split.Labels : []) { Classes = isLabelled ? data.Task.Classes : [] };
    }

    private static Zoo Moved(Zoo zoo, torch.Device device)
    {
        using (zoo) return zoo.To(device);
    }
}
