using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// CAT, conflict-aware task merging: θ = θ0 + λ Σ τt, where each task takes out of the other task vectors what they change most in its own
/// activations: output directions of the linear layers, channels of the layer norms' scales, entries of the biases. Matrices and scales then
/// get their old norms back. Activations are those of θ0 + λ τt on task t's training images. Sun et al. 2025, arXiv:2505.06977.
/// </summary>
/// <remarks>
/// A reconstruction: the authors' code was not to be had. The formulas and all default values are those of a port to language models that
/// says it follows it, and are no published values for image encoders. It differs in three points, where the port's own remarks or the paper
/// as others report it say what is meant: the port takes the eigenvectors of smallest eigenvalue (<see cref="FromSmallest"/>), masks one
/// entry more of a bias than asked for, and scores a task's bias entries by that task's vector rather than by the others'. Query, key and
/// value are a matrix each, however a checkpoint stores them.
/// </remarks>
[Published("Sun et al. 2025, arXiv:2505.06977 (reconstruction)", "θ0 + λ Σ τt without what changes other tasks' activations most")]
public sealed record ConflictAware : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "cat";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTrain;

    /// <inheritdoc/>
    /// <remarks>Tasks take their directions one after the other, and what the first took may come back.</remarks>
    public bool DependsOnOrder => true;

    /// <summary>Images a task, all there are if there are fewer; above 0; default 2.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 2;

    /// <summary>λ; finite; default 0.4.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.4;

    /// <summary>The most directions that a task takes out of the others' matrices; above 0; default 4.</summary>
    public int Rank { get; init => field = Setting.Positive(value); } = 4;

    /// <summary>μ of matrices, what a change of a task's own outputs counts beside that of another's; above 0; default 5.</summary>
    public double Trade { get; init => field = Setting.Positive(value); } = 5;

    /// <summary>Whether directions are taken from the smallest eigenvalue on, as in the port; default no.</summary>
    public bool FromSmallest { get; init; }

    /// <summary>Channels that a task takes out of the others' layer norm scales; above 0; default 4.</summary>
    public int NormChannels { get; init => field = Setting.Positive(value); } = 4;

    /// <summary>μ of layer norm scales; above 0; default 10.</summary>
    public double NormTrade { get; init => field = Setting.Positive(value); } = 10;

    /// <summary>Entries that a task takes out of the others' biases; above 0; default 4.</summary>
    public int BiasEntries { get; init => field = Setting.Positive(value); } = 4;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        using var untracked = no_grad();
        using var walk = BlockWalk.Start(input, Images, (expert, name) => Mild(input, expert, name));
        var merged = input.Base.Map((name, anchor) => !anchor.is_floating_point() ? anchor.clone() : anchor + (Plain(TensorMerge.Of(input, name, anchor)).sum(dim: 0) * Scale).to(anchor.dtype));
        SetFirstNorm(merged, input);
        for (var block = 0; block < input.Backbone.Blocks; block++)
        {
            using var scope = NewDisposeScope();
            using var crossing = walk.Pass(block);
            foreach (var layer in crossing.Layers) SetLayer(merged, input, layer, [.. crossing.Tasks.Select(task => task.Gram(layer.Role) / task.Tokens)]);
            foreach (var second in new[] { false, true }) SetNorm(merged, input, block, second, [.. crossing.Tasks.Select(task => task.NormSquares(second) / task.Tokens)]);
        }
        using var last = NewDisposeScope();
        SetNorm(merged, input, block: null, second: true, [.. walk.Streams.Select(stream => stream.NormSquares(classTokenOnly: true) / stream.Images)]);
        return new SingleModel(input.Backbone, merged);
    }

    // What needs no activations.
    private Tensor Plain(TensorMerge tensor) => tensor.Role.Kind == TensorKind.NormBias ? ConflictTrim.Shifts(tensor.TaskVectors(), BiasEntries) : tensor.TaskVectors();

    private Tensor Mild(MergeInput input, Expert expert, string name)
    {
        using var scope = NewDisposeScope();
        var anchor = input.Base.Take(name);
        return (anchor + ((expert.Weights.Take(name) - anchor) * Scale)).MoveToOuterDisposeScope();
    }

    private void SetFirstNorm(Weights merged, MergeInput input)
    {
        using var scope = NewDisposeScope();
        using var unscaled = BlockWalk.StartUnscaled(input, Images, (expert, name) => Mild(input, expert, name));
        SetNorm(merged, input, block: null, second: false, [.. unscaled.Streams.Select(stream => stream.NormSquares(classTokenOnly: false) / stream.Images)]);
    }

    private void SetLayer(Weights merged, MergeInput input, LinearLayer layer, Tensor[] grams)
    {
        var parts = layer.Role == LinearRole.Attention ? input.Base.ShapeOf(layer.WeightName)[0] / input.Backbone.Width : 1;
        Set(merged, input, layer.WeightName, parts, part => ConflictTrim.Matrices(grams, part, Rank, Trade, FromSmallest));
        Set(merged, input, layer.BiasName, parts, part => ConflictTrim.Shifts(part, BiasEntries));
    }

    private void SetNorm(Weights merged, MergeInput input, int? block, bool second, Tensor[] squares) =>
        Set(merged, input, TowerPieces.NormWeight(input.Backbone, input.Base, block, second), parts: 1, part => ConflictTrim.Scales(stack(squares), part, NormChannels, NormTrade));

    private void Set(Weights merged, MergeInput input, string name, long parts, Func<Tensor, Tensor> trim)
    {
        using var scope = NewDisposeScope();
        var tensor = TensorMerge.Of(input, name, input.Base.Take(name));
        merged[name].copy_(tensor.Anchor + (cat([.. tensor.TaskVectors().chunk(parts, 1).Select(trim)], 1).sum(dim: 0) * Scale));
    }
}
