using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Alignment;

/// <summary>
/// Experts of several foundations as experts of one: each further foundation is brought into the base's order of channels, its experts
/// follow it, and the mean of all foundations takes the base's place. Tensors are reordered when they are asked for.
/// </summary>
internal sealed class AlignedExperts : IDisposable
{
    private readonly List<Weights> owned = [];

    /// <summary>Aligns.</summary>
    /// <param name="input">Borrowed for the life of this object.</param>
    /// <param name="align">Whether to look for orders; if not, channels stay where they are.</param>
    public AlignedExperts(MergeInput input, bool align)
    {
        ImmutableArray<Weights> others = [.. input.Foundations.Distinct().Where(foundation => foundation != input.Base)];
        if (others.IsEmpty || !align)
        {
            Input = input with { Base = MeanOf(input.Base, others), Foundations = [] };
            return;
        }
        var symmetries = new TowerSymmetries(input.Backbone, input.Base);
        var orders = others.ToDictionary(other => other, other => WeightMatching.Match(symmetries, input.Base, other, input.Seed.For("alignment"), input.Cancellation));
        Input = input with
        {
            Base = MeanOf(input.Base, [.. orders.Select(entry => Owned(entry.Value.Apply(entry.Key)))]),
            Experts = [.. input.Experts.Zip(input.Foundations, (expert, foundation) =>
                orders.TryGetValue(foundation, out var order) ? expert with { Weights = Owned(order.Apply(expert.Weights)) } : expert)],
            Foundations = [],
        };
    }

    /// <summary>The input with one base for all experts; still owned by this object.</summary>
    public MergeInput Input { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var weights in owned) weights.Dispose();
    }

    private Weights MeanOf(Weights anchor, ImmutableArray<Weights> others) => others.IsEmpty ? anchor : Owned(Weights.Stored(
        anchor.Names.Select(name => new StoredTensor(name, anchor.ShapeOf(name), anchor.TypeOf(name), () =>
        {
            using var untracked = no_grad();
            using var scope = NewDisposeScope();
            var own = anchor.Take(name);
            var mean = own.is_floating_point() ? stack([own, .. others.Select(other => other.Take(name))]).mean([0L]) : own;
            return mean.MoveToOuterDisposeScope();
        })),
        Stream.Null));

    private Weights Owned(Weights weights)
    {
        owned.Add(weights);
        return weights;
    }
}
