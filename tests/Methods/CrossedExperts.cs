using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;

namespace SurgeryBench.Tests.Methods;

/// <summary>A merge that differs from task to task: each task gets another task's expert, so that there is something to repair.</summary>
internal sealed record CrossedExperts : IMergeMethod
{
    public string Name => "crossed-experts";

    public MergedModel Merge(MergeInput input) => new PerTaskModel(
        input.Backbone, input.Experts.Select((expert, t) => (expert.Task, Other: input.Experts[(t + 1) % input.Experts.Length])).ToDictionary(pair => pair.Task, pair => pair.Other.Weights.Clone()));
}
