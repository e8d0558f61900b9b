using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using SurgeryBench.Methods.Surgery;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.LowRank;

/// <summary>
/// Expert-anchored low-rank surgery, without training: in order, every linear layer of every block gets an update of low rank by reduced-rank
/// regression on a few images of the task, with the expert's own difference in weights as prior. The two layers that write to the residual
/// stream are fitted to the expert's stream, which takes away what went wrong upstream, the other two to the expert's outputs; each on
/// what the updates before it let through. Of what leaves the last block only the class token goes anywhere, so only it is fitted there. The
/// embedding gets an affine map, as in <see cref="ClosedFormSurgery"/>. Our own.
/// </summary>
public sealed record AnchoredSurgery : LowRankRewrite
{
    /// <inheritdoc/>
    public override string Name => "als";

    /// <inheritdoc/>
    public override DataUse Data => DataUse.UnlabelledTest;

    /// <summary>Images a task, all there are if there are fewer; above 0; default 256.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 256;

    /// <summary>
    /// The pull towards the prior, and of the embedding's map towards the identity, as a multiple of the mean variance of an input; above 0;
    /// default 0.1.
    /// </summary>
    public double Ridge { get; init => field = Setting.Positive(value); } = 0.1;

    /// <summary>Whether the prior is the expert's difference in weights (default) or zero.</summary>
    public bool IsAnchored { get; init; } = true;

    private protected override long FinalCountOn(IBackbone backbone) => AffineModule.CountOf(backbone.EmbeddingSize, FinalRankOn(backbone));

    private protected override FinalUpdate Rewrite(Weights own, Expert expert, RepairInput input)
    {
        var backbone = input.Backbone;
        var images = input.ImagesOf(expert.Task).Take(CalibrationImages.Draw(input, expert.Task, Images));
        var (tokens, wanted) = (backbone.Embed(own, images), backbone.Embed(expert.Weights, images));
        for (var block = 0; block < backbone.Blocks; block++)
        {
            using var scope = NewDisposeScope();
            var goal = BlockRun.Of(backbone, expert.Weights, block, wanted, [.. Roles]);
            foreach (var role in Roles) Update(backbone, own, expert.Weights, block, role, tokens, goal);
            using Tensor entered = tokens, desired = wanted;
            tokens = backbone.RunBlock(own, block, entered).MoveToOuterDisposeScope();
            wanted = goal.Leaving.MoveToOuterDisposeScope();
        }
        return Correct(input, expert, backbone.Project(own, tokens), backbone.Project(expert.Weights, wanted));
    }

    private void Update(IBackbone backbone, Weights own, Weights expert, int block, LinearRole role, Tensor tokens, BlockRun goal)
    {
        using var scope = NewDisposeScope();
        var now = BlockRun.Of(backbone, own, block, tokens, role);
        StackedLayer layer = StackedLayer.Of(backbone, own, block, role), source = StackedLayer.Of(backbone, expert, block, role);
        var rows = block == backbone.Blocks - 1 && role != LinearRole.Attention ? 1 : tokens.shape[1];
        layer.Absorb(ReducedRankRegression.Fit(
            now.InputOf(role).narrow(1, 0, rows), (goal.ResultOf(role) - now.ResultOf(role)).narrow(1, 0, rows),
            RankOn(backbone), Ridge, IsAnchored ? source.Matrix() - layer.Matrix() : null));
    }

    private FinalUpdate Correct(RepairInput input, Expert expert, Tensor found, Tensor wanted)
    {
        var map = ReducedRankRegression.Fit(found, wanted - found, FinalRankOn(input.Backbone), Ridge);
        var module = new AffineModule(map.Down.to_type(found.dtype), map.Up.to_type(found.dtype), map.Bias.to_type(found.dtype));
        var bias = (module.Clean(found) - wanted).abs().mean().item<float>();
        input.Progress?.Report(new StepProgress(Name, input.Experts.IndexOf(expert) + 1, input.Experts.Length, bias));
        return new FinalUpdate(module, module.ParameterCount);
    }
}
