using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// Deep surgery without training: after every block, and on the embedding, a low-rank affine map that takes the merged model's tokens to the
/// expert's, found by reduced-rank ridge regression. Blocks go in order, each fitted on what the corrections before it let through, in one pass
/// over a few images of the task. Of what leaves the last block only the class token goes anywhere, so only it is fitted there. Our own; it
/// stores a little less than SurgeryV2 does.
/// </summary>
public sealed record ClosedFormSurgery : IRepair
{
    /// <inheritdoc/>
    public string Name => "surgery-cf";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <summary>Rank of every map; null (default) is one less than SurgeryV2's: with the bias, 2r + 1 numbers a channel where SurgeryV2 has 2r + 2.</summary>
    public int? Rank { get; init => field = value is { } rank ? Setting.Positive(rank) : null; }

    /// <summary>Images a task, all there are if there are fewer; above 0; default 256.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 256;

    /// <summary>Ridge as a multiple of the mean variance of a channel; above 0; default 0.01.</summary>
    public double Ridge { get; init => field = Setting.Positive(value); } = 0.01;

    /// <summary>What the repair stores for each task on a backbone.</summary>
    public RepairSize SizeOn(IBackbone backbone)
    {
        var rank = RankOn(backbone);
        return new RepairSize(rank, backbone.Blocks + 1, (backbone.Blocks * AffineModule.CountOf(backbone.Width, rank)) + AffineModule.CountOf(backbone.EmbeddingSize, rank));
    }

    /// <inheritdoc/>
    public MergedModel Repair(MergedModel merged, RepairInput input) =>
        SurgicalModel.Of(merged, Fit(merged, input), input);

    /// <summary>Fits every task's maps.</summary>
    /// <returns>In the order of the experts, owned by the caller.</returns>
    internal ImmutableArray<TaskModules> Fit(MergedModel merged, RepairInput input)
    {
        using var untracked = no_grad();
        return [.. input.Experts.Select(expert => Fit(merged, expert, input))];
    }

    private int RankOn(IBackbone backbone) => Rank ?? MatchedRank.OfSurgeryV2(backbone) - 1;

    private TaskModules Fit(MergedModel merged, Expert expert, RepairInput input)
    {
        input.Cancellation.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        var images = input.ImagesOf(expert.Task).Take(CalibrationImages.Draw(input, expert.Task, Images));
        using var wanted = new ExpertTokens(input.Backbone, expert.Weights, images);
        var rank = RankOn(input.Backbone);
        var blocks = ImmutableArray.CreateBuilder<Correction>(input.Backbone.Blocks);
        var embedding = merged.Encode(images, expert.Task, (block, tokens) =>
        {
            var rows = block == input.Backbone.Blocks - 1 ? 1 : tokens.shape[1];
            blocks.Add(Fit(tokens.narrow(1, 0, rows), wanted.Next().narrow(1, 0, rows), rank));
            return blocks[block].Clean(tokens);
        });
        var target = wanted.Embedding();
        var final = Fit(embedding, target, rank);
        var bias = (final.Clean(embedding) - target).abs().mean().item<float>();
        input.Progress?.Report(new StepProgress(Name, input.Experts.IndexOf(expert) + 1, input.Experts.Length, bias));
        return new TaskModules(blocks.ToImmutable(), final);
    }

    private AffineModule Fit(Tensor tokens, Tensor wanted, int rank)
    {
        using var scope = NewDisposeScope();
        var map = ReducedRankRegression.Fit(tokens, wanted - tokens, rank, Ridge);
        return new AffineModule(map.Down.to_type(tokens.dtype), map.Up.to_type(tokens.dtype), map.Bias.to_type(tokens.dtype));
    }
}
