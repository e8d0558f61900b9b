using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;

namespace SurgeryBench.Accuracy.Export;

/// <summary>Makes the one model of a plan and writes it down.</summary>
internal sealed class Exporter(SweepPlan plan, ISweepView view, CancellationToken cancellation)
{
    /// <summary>Merges, repairs and writes.</summary>
    /// <param name="run">The only run of the plan.</param>
    /// <param name="folder">The folder to make.</param>
    public void Write(PlannedRun run, string folder)
    {
        using var bench = Bench.Open(plan, run.Key.Seed, view, cancellation);
        var inputs = RunInputs.Of(bench, plan.Suite.Name, run.Key.Seed, cancellation);
        var losses = new LossLog(run.Label, view);
        using var merged = run.Method.Merge(inputs.For(run.Method, losses));
        using var repaired = run.Repair?.Repair(merged, inputs.For(run.Repair, losses));
        var model = repaired ?? merged;
        var parts = model.Parts ?? throw new BadInputException($"'{run.Method.Name}' keeps more than one encoder, or none, or classifiers of its own; a merge into one set of weights was expected.");
        var made = Machine.Describe(plan.Selection.Device, TimeProvider.System);
        ModelFolder.Write(folder, parts, plan.Zoos.Backbone, ModelCard.Of(run.Key, made, model.ExtraParameters));
    }
}
