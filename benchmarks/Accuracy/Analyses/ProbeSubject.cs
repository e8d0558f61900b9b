using System.Collections.Immutable;
using System.Diagnostics;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>A merge of the first experts of a zoo, made once for all that is measured of it. Owns the merged model.</summary>
internal sealed class ProbeSubject : IDisposable
{
    private readonly RunInputs inputs;
    private readonly int tasks;

    /// <summary>Merges.</summary>
    /// <param name="method">How.</param>
    /// <param name="tasks">How many experts.</param>
    /// <param name="bench">Zoo and images, borrowed.</param>
    /// <param name="inputs">What methods and repairs are handed.</param>
    /// <param name="progress">Told of training steps.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public ProbeSubject(IMergeMethod method, int tasks, Bench bench, RunInputs inputs, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        (Bench, this.inputs, this.tasks, Cancellation) = (bench, inputs, tasks, cancellation);
        var clock = Stopwatch.StartNew();
        var whole = inputs.For(method, progress);
        Merged = method.Merge(whole with { Experts = First(whole.Experts), Data = First(whole.Data), Foundations = First(whole.Foundations) });
        MergeTook = clock.Elapsed;
    }

    /// <summary>Zoo and images.</summary>
    public Bench Bench { get; }

    /// <summary>The merged model.</summary>
    public MergedModel Merged { get; }

    /// <summary>How long merging took.</summary>
    public TimeSpan MergeTook { get; }

    /// <summary>Stops between two steps.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The experts that were merged.</summary>
    public ImmutableArray<Expert> Experts => First(Bench.Zoo.Experts);

    /// <summary>Scorers of accuracy on the test images of the tasks that were merged.</summary>
    public IEnumerable<TaskScorer> Scorers => Bench.Accuracies(onTest: true).Take(tasks);

    /// <summary>What a repair is handed.</summary>
    public RepairInput InputFor(IRepair repair, IProgress<StepProgress> progress)
    {
        var whole = inputs.For(repair, progress);
        return whole with { Experts = First(whole.Experts), Data = First(whole.Data) };
    }

    /// <summary>The repaired model, owned by the caller; null for no repair.</summary>
    public MergedModel? Repair(IRepair? repair, IProgress<StepProgress> progress) => repair?.Repair(Merged, InputFor(repair, progress));

    /// <inheritdoc/>
    public void Dispose() => Merged.Dispose();

    private ImmutableArray<T> First<T>(ImmutableArray<T> all) => [.. all.Take(tasks)];
}
