using System.Collections.Immutable;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Results;
using SurgeryBench.Results.Selection;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Chooses settings of methods on validation images, and then scores choice and default on test images; methods side by side.</summary>
internal sealed class SelectionRunner
{
    private readonly SweepPlan plan;
    private readonly ISelectionRule rule;
    private readonly ISweepView view;
    private readonly CancellationToken cancellation;
    private readonly SelectionStore store;

    /// <summary>Looks at the choices that are made.</summary>
    /// <param name="plan">Which methods on which suite; borrowed.</param>
    /// <param name="rule">How to choose.</param>
    /// <param name="view">Shown every step.</param>
    /// <param name="cancellation">Stops between two settings.</param>
    /// <exception cref="BadInputException">A choice that is made is damaged or out of place.</exception>
    public SelectionRunner(SweepPlan plan, ISelectionRule rule, ISweepView view, CancellationToken cancellation)
    {
        (this.plan, this.rule, this.view, this.cancellation) = (plan, rule, view, cancellation);
        store = new SelectionStore(plan.Selection.Results);
        _ = store.All();
    }

    /// <summary>The planned runs whose method has settings to choose and no choice yet.</summary>
    public ImmutableArray<PlannedRun> Absent => [.. plan.Runs.Where(run => run.Repair is null && run.Method.Grid().Any() && !store.Contains(run.Key))];

    /// <summary>Chooses.</summary>
    public void Run()
    {
        foreach (var seed in Absent.GroupBy(run => run.Key.Seed))
        {
            using var bench = Bench.Open(plan, seed.Key, view, cancellation);
            var options = new ParallelOptions { MaxDegreeOfParallelism = plan.Selection.Threads, CancellationToken = cancellation };
            Parallel.ForEach(seed, options, run =>
            {
                using var lease = CollectionGate.Enter();
                store.Write(Choose(run, bench));
            });
        }
    }

    private SelectionRecord Choose(PlannedRun run, Bench bench)
    {
        var methods = run.Method.Grid().Prepend(run.Method).DistinctBy(SettingsJson.Of).ToImmutableArray();
        ImmutableArray<ScoredSettings> validation = [.. methods.Select((method, index) =>
        {
            var scored = Score(method, run, bench, onTest: false);
            view.Step(run.Label, new StepProgress("select", index + 1, methods.Length, 1 - scored.AverageAccuracy));
            return scored;
        })];
        var candidates = methods.Zip(validation, (method, scored) => (Method: method, Candidate: new Candidate(run.Key with { MethodSettings = scored.Settings }, scored.AverageAccuracy))).ToList();
        var chosen = rule.Choose([.. candidates.Select(entry => entry.Candidate)]);
        return new SelectionRecord
        {
            Key = run.Key,
            Rule = rule.Name,
            Candidates = validation,
            Selected = Score(candidates.First(entry => entry.Candidate == chosen).Method, run, bench, onTest: true),
            Default = Score(run.Method, run, bench, onTest: true),
            MethodOrder = run.Row.MethodOrder,
            Provenance = Machine.Describe(plan.Selection.Device, plan.Clock),
        };
    }

    private ScoredSettings Score(IMergeMethod method, PlannedRun run, Bench bench, bool onTest)
    {
        cancellation.ThrowIfCancellationRequested();
        using var model = method.Merge(RunInputs.Of(bench, plan.Suite.Name, run.Key.Seed, cancellation).For(method, progress: null));
        return new ScoredSettings(SettingsJson.Of(method), [.. bench.Accuracies(onTest).Select(scorer => scorer.Score(model, cancellation))
            .Select(result => new TaskScore(result.Task, result.Correct, result.Total))]);
    }
}
