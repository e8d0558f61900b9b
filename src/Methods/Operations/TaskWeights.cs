using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>Weights of their own for every task, built tensor by tensor from all experts.</summary>
internal static class TaskWeights
{
    /// <summary>θ0 plus a task's row of what a function makes of the task vectors; integer buffers are the base's.</summary>
    /// <param name="input">Base and experts.</param>
    /// <param name="change">From the task vectors [T, shape of the tensor], borrowed, to each task's own.</param>
    /// <returns>Weights by task, owned by the caller.</returns>
    public static Dictionary<string, Weights> Build(MergeInput input, Func<Tensor, Tensor> change) =>
        Build(input, tensor => tensor.Anchor + change(tensor.TaskVectors()));

    /// <summary>The same from a function that gives each task's tensor itself, [T, shape of the tensor].</summary>
    public static Dictionary<string, Weights> Build(MergeInput input, Func<TensorMerge, Tensor> tensors)
    {
        var built = input.Base.Names.Select(name => (name, Rows: RowsOf(input, name, tensors))).ToList();
        return input.Experts.Select((expert, task) => (expert.Task, task)).ToDictionary(
            pair => pair.Task, pair => new Weights(built.Select(tensor => KeyValuePair.Create(tensor.name, tensor.Rows[pair.task]))));
    }

    private static Tensor[] RowsOf(MergeInput input, string name, Func<TensorMerge, Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        var anchor = input.Base.Take(name);
        var rows = anchor.is_floating_point() ? tensors(TensorMerge.Of(input, name, anchor)).unbind(0) : [.. input.Experts.Select(_ => anchor)];
        return [.. rows.Select(row => row.clone().DetachFromDisposeScope())];
    }
}
