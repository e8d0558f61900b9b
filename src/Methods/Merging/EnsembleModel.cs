using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>Several encoders that answer together. Owns their weights.</summary>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="members">Weights, at least one set.</param>
internal sealed class EnsembleModel(IBackbone backbone, ImmutableArray<Weights> members) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => members.Skip(1).Sum(one => one.ParameterCount);

    /// <inheritdoc/>
    public override long ExtraMultiplyAdds => (members.Length - 1) * backbone.MultiplyAdds;

    /// <inheritdoc/>
    /// <remarks>
    /// The members run in step, and an edit is called once a block with the tokens of all of them side by side, [batch, members · tokens,
    /// width]: their mean is the mean of the members' means. The embedding is the mean of the unit vectors times the mean of the norms, so
    /// that members that agree give what each gives.
    /// </remarks>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null)
    {
        using var scope = NewDisposeScope();
        Tensor[] tokens = [.. members.Select(member => backbone.Embed(member, images))];
        for (var block = 0; block < backbone.Blocks; block++)
        {
            var entering = tokens;
            tokens = LeaveBlock(block, entering, afterBlock);
            foreach (var tensor in entering) tensor.Dispose();
        }
        var embeddings = stack([.. members.Zip(tokens, backbone.Project)]); // [members, batch, embedding]
        var norms = embeddings.norm(2, keepdim: true, p: 2f);
        return ((embeddings / norms).mean([0L]) * norms.mean([0L])).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var member in members) member.Dispose();
    }

    private Tensor[] LeaveBlock(int block, Tensor[] entering, BlockEdit? afterBlock)
    {
        using var scope = NewDisposeScope();
        Tensor[] left = [.. members.Zip(entering, (member, tokens) => backbone.RunBlock(member, block, tokens))];
        if (afterBlock is not null) left = [.. afterBlock(block, cat(left, 1)).chunk(members.Length, 1).Select(part => part.alias())];
        return [.. left.Select(tensor => tensor.MoveToOuterDisposeScope())];
    }
}
