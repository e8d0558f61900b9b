using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Families;

/// <summary>
/// Several encoders of which a gate chooses one for each image, once, before the first block. Owns them and the gates. All images of a batch
/// go through the blocks together, so that an edit after a block sees the whole batch.
/// </summary>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="families">The encoders; the first one's embedding feeds the gate.</param>
/// <param name="gates">[encoders, width].</param>
internal sealed class FamilyMixture(IBackbone backbone, ImmutableArray<Weights> families, Tensor gates) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => families.Skip(1).Sum(family => family.ParameterCount) + gates.numel();

    /// <summary>The gates', and those of the first encoder's patches, which feed them.</summary>
    public override long ExtraMultiplyAdds => gates.numel() + (3L * backbone.ImageSize * backbone.ImageSize * backbone.Width);

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null)
    {
        using var scope = NewDisposeScope();
        var groups = Route(images);
        var back = cat([.. groups.Select(group => group.Rows)]).argsort();
        var tokens = Each(groups, group => backbone.Embed(families[group.Family], images.index_select(0, group.Rows)));
        for (var block = 0; block < backbone.Blocks; block++)
        {
            var left = Each(groups, group => backbone.RunBlock(families[group.Family], block, tokens.index_select(0, group.Rows)));
            tokens = afterBlock?.Invoke(block, left) ?? left;
        }
        return Each(groups, group => backbone.Project(families[group.Family], tokens.index_select(0, group.Rows))).MoveToOuterDisposeScope();

        Tensor Each(ImmutableArray<(int Family, Tensor Rows)> of, Func<(int Family, Tensor Rows), Tensor> part) => cat([.. of.Select(part)]).index_select(0, back);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var family in families) family.Dispose();
        gates.Dispose();
    }

    private ImmutableArray<(int Family, Tensor Rows)> Route(Tensor images)
    {
        using var untracked = no_grad();
        var chosen = FamilyRouter.Hidden(backbone, families[0], images).matmul(gates.t()).argmax(1);
        return [.. Enumerable.Range(0, families.Length).Select(family => (family, chosen.eq(family).nonzero().flatten())).Where(group => group.Item2.shape[0] > 0)];
    }
}
