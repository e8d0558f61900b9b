using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Federated;

/// <summary>
/// What a client keeps: a private network F of a size of its own, a copy of the network G all clients share, and a private projector P. Features
/// of both are spliced and projected, R̃ = P [G(x); F(x)]; G's head sees the first d1 numbers of R̃, F's head all d2. Owns all three.
/// </summary>
/// <param name="shared">G.</param>
/// <param name="own">F.</param>
/// <param name="projector">Weight [d2, d1 + d2] and bias [d2] of P.</param>
/// <param name="block">The client's classes among those of G's head.</param>
/// <param name="variant">Which of them take part.</param>
internal sealed class ClientNetworks(Perceptron shared, Perceptron own, Tensor[] projector, LabelBlock block, FederatedVariant variant) : IDisposable
{
    /// <summary>G, the client's copy.</summary>
    public Perceptron Shared => shared;

    /// <summary>F.</summary>
    public Perceptron Own => own;

    /// <summary>Weight and bias of P.</summary>
    public IReadOnlyList<Tensor> Projector => projector;

    /// <summary>Whether G takes part.</summary>
    public bool IsFederated => variant != FederatedVariant.Local;

    /// <summary>Whether F and P take part.</summary>
    public bool IsPrivate => variant != FederatedVariant.Average;

    /// <summary>Numbers that a client stores for its part of the model.</summary>
    public long ParameterCount => variant switch
    {
        FederatedVariant.Local => own.ParameterCount,
        FederatedVariant.Average => shared.ParameterCount,
        _ => shared.ParameterCount + own.ParameterCount + projector.Sum(tensor => tensor.numel()),
    };

    /// <summary>Draws a client's networks.</summary>
    /// <param name="sizes">Of G and of F, which must fit each other.</param>
    /// <param name="block">The client's classes among those of G's head.</param>
    /// <param name="variant">Which networks take part.</param>
    /// <param name="seed">The client's own; G's values come from the server.</param>
    public static ClientNetworks Draw((PerceptronSizes Shared, PerceptronSizes Own) sizes, LabelBlock block, FederatedVariant variant, Seed seed) => new(
        Perceptron.Draw(sizes.Shared, seed.For("copy")),
        Perceptron.Draw(sizes.Own, seed.For("private")),
        Layers.Linear(sizes.Shared.Features + sizes.Own.Features, sizes.Own.Features, seed.For("projector")),
        block,
        variant);

    /// <summary>The scores of both heads over the client's classes, in the current scope; null for a head that takes no part.</summary>
    /// <param name="forShared">What G sees, [n, width], borrowed.</param>
    /// <param name="forOwn">What F sees, [n, width], borrowed.</param>
    public (Tensor? Shared, Tensor? Own) Scores(Tensor forShared, Tensor forOwn)
    {
        if (!IsPrivate) return (OfBlock(shared.Scores(shared.Features(forShared))), null);
        if (!IsFederated) return (null, own.Scores(own.Features(forOwn)));
        var whole = nn.functional.linear(cat([shared.Features(forShared), own.Features(forOwn)], 1), projector[0], projector[1]);
        return (OfBlock(shared.Scores(whole.narrow(1, 0, shared.Parameters[^2].shape[1]))), own.Scores(whole));
    }

    /// <summary>The scores of the head that answers, in the current scope.</summary>
    /// <param name="forShared">What G sees, borrowed.</param>
    /// <param name="forOwn">What F sees, borrowed.</param>
    public Tensor Answer(Tensor forShared, Tensor forOwn)
    {
        using var scope = NewDisposeScope();
        var (ofShared, ofOwn) = Scores(forShared, forOwn);
        var answer = variant is FederatedVariant.Prefix ? ofShared! : ofOwn ?? ofShared!;
        return answer.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        shared.Dispose();
        own.Dispose();
        foreach (var tensor in projector) tensor.Dispose();
    }

    // The other clients' classes are masked: no score of theirs takes part in this client's softmax.
    private Tensor OfBlock(Tensor scores) => scores.narrow(1, block.First, block.Count);
}
